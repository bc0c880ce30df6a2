import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { WEEKDAYS, type Shift, type Weekday, type WeekDays } from '../../../shared/orders/entities.ts';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls, panel } from '../../styles/controls.ts';
import type { GridDay, GridMark } from './calendar-model.ts';
import { exceptionShape } from './exception-shapes.ts';
import { gridStyles } from './grid-styles.ts';
import { place } from './place.ts';
import { shiftStyles } from './shift-styles.ts';
import { ShiftHand, type HandHost, type Spot } from './shift-hand.ts';
import { changedShift, weekByKey } from './shift-keys.ts';
import { changedTimes, shiftLabel, shiftText } from './shift-words.ts';
import { DAY_MIN, shiftBlocks, type ShiftBlock } from './week-grid.ts';

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21] as const;
/**
 * Shifts, breaks and exceptions of a week. While `editable`, emits `week-drawn` with the changed days when a shift was drawn,
 * carried or resized, `day-wanted` with a weekday when somebody wants its exact times.
 */
@customElement('ls-calendar-grid')
export class LsCalendarGrid extends LitElement implements HandHost {
  @property({ attribute: false }) days!: WeekDays;
  /** Shifts of the Sunday before. */
  @property({ attribute: false }) carried: readonly Shift[] = [];
  /** Monday to Sunday. */
  @property({ attribute: false }) names: readonly GridDay[] = [];
  @property({ attribute: false }) marks: readonly GridMark[] = [];
  /** Minute of today; null = today is not in this week. */
  @property({ attribute: false }) now: number | null = null;
  @property({ type: Boolean }) editable = false;

  /** Told to who cannot see it. */
  @state() private spoken = '';
  readonly #hand = new ShiftHand(this);

  static override styles = [controls, panel, gridStyles, shiftStyles];

  protected override render() {
    const blocks = shiftBlocks(this.#hand.tried ?? this.days, this.carried);
    return html`<div
      role="group"
      class=${this.editable ? 'editable' : ''}
      aria-label=${c('grid')}
      aria-describedby=${this.editable ? 'keys' : nothing}
      @pointerdown=${this.#hand.pressed}
      @pointermove=${this.#hand.moved}
      @pointerup=${this.#hand.lifted}
      @pointercancel=${this.#hand.letGo}
      @keydown=${this.#key}
    >
      <div class="hours" aria-hidden="true">
        <span></span>
        <ol>
          ${HOURS.map((hour) => html`<li style=${place(hour * 60, hour * 60 + 60)}>${hour}</li>`)}
        </ol>
        <span class="works">${c('worksHead')}</span>
      </div>
      ${this.names.map((day, row) =>
        this.#row(
          day,
          row,
          blocks.filter((block) => block.row === row),
        ),
      )}
      ${this.editable ? html`<p class="keys second"><small>${c('gridHint')}</small><span class="hidden" id="keys">${c('gridKeys')}</span></p>` : nothing}
      <p class="hidden" role="status">${this.spoken}</p>
    </div>`;
  }

  #row(day: GridDay, row: number, blocks: readonly ShiftBlock[]) {
    const marks = this.marks.filter((mark) => mark.row === row);
    return html`<div class="row ${day.isToday ? 'today' : ''}">
      ${this.#name(day, WEEKDAYS[row]!)}
      <div class="track" data-row=${row}>
        ${blocks.length + marks.length === 0 ? html`<span class="none">${c('freeDay')}</span>` : nothing}
        ${blocks.map((block) => this.#block(block))} ${marks.map((mark) => this.#mark(mark))}
        ${day.turn ? html`<i class="turn" style=${place(day.turn.from, day.turn.to)}></i>` : nothing}
        ${day.isToday && this.now !== null ? html`<i class="now" style=${place(this.now, this.now)}></i>` : nothing}
        ${this.#told(row)}
      </div>
      <div class="works">${day.works}</div>
    </div>`;
  }

  /** Beside the hand: what it would make. */
  #told(row: number) {
    const { tried, spot } = this.#hand;
    if (!tried || spot?.row !== row) return nothing;
    return html`<span class="told ${spot.minute > DAY_MIN / 2 ? 'right' : ''}" style=${place(spot.minute, spot.minute)}
      >${changedTimes(this.days, tried)}</span
    >`;
  }

  #mark({ kind, from, to, label }: GridMark) {
    return html`<div class="mark ${kind}" style=${place(from, to)}><span>${exceptionShape(kind)}${label}</span></div>`;
  }

  #name({ name, note, isToday }: GridDay, day: Weekday) {
    const words = html`<strong>${name}</strong
      ><small>${isToday ? html`${c('today')}${note ? ' · ' : ''}` : nothing}${note}</small>`;
    if (!this.editable) return html`<div class="day">${words}</div>`;
    return html`<button class="day" data-of=${day} aria-haspopup="dialog" @click=${() => this.tapped(day)}>
      ${words}
    </button>`;
  }

  #block(block: ShiftBlock) {
    const { from, to, begins, ends, index, day, shift, breaks } = block;
    const isFixed = !this.editable || index < 0;
    const classes = `shift ${begins ? '' : 'continued'} ${ends ? '' : 'continues'} ${index < 0 ? 'fixed' : ''}`;
    const text = begins ? shiftText(shift) : `–${shift.to}`;
    return html`${
      isFixed
        ? html`<div class=${classes} role="img" aria-label=${shiftLabel(day, shift)} style=${place(from, to)}>
            <span class="words">${text}</span>
          </div>`
        : html`<button
            class=${classes}
            data-day=${day}
            data-index=${index}
            aria-haspopup="dialog"
            aria-label=${shiftLabel(day, shift)}
            style=${place(from, to)}
            @click=${() => this.tapped(day)}
          >
            <span class="words">${text}</span>
          </button>`
    }${breaks.map((pause) => html`<i class="pause" title=${pause.name ?? c('break')} style=${place(pause.from, pause.to)}></i>`)}${
      isFixed
        ? nothing
        : html`<span class="edges" style=${place(from, to)}
            >${begins ? html`<i class="edge from" data-edge="from" data-day=${day} data-index=${index}></i>` : nothing}${
              ends ? html`<i class="edge to" data-edge="to" data-day=${day} data-index=${index}></i>` : nothing
            }</span
          >`
    }`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { day, index } = (event.target as HTMLElement).dataset;
    if (!this.editable || day === undefined || index === undefined) return;
    const changed = weekByKey(this.days, { day: day as Weekday, index: Number(index) }, event);
    if (!changed) return;
    event.preventDefault();
    const before = this.days;
    const shift = before[day as Weekday][Number(index)];
    // There is no room: it is where it was.
    if (changed === before) return shift && this.#say(shiftLabel(day as Weekday, shift));
    this.drawn(changed);
    const at = changedShift(before, changed);
    if (!at) this.#say(c('removedShift', c(day as Weekday)));
    // What gets the focus there tells its times itself.
    else if (at.day !== day) this.#say('');
    // The focus goes along to wherever the shift is drawn now; from one that is gone to its day.
    const there = at ? `.shift[data-day='${at.day}'][data-index='${at.index}']` : `.day[data-of='${day}']`;
    requestAnimationFrame(() => this.renderRoot.querySelector<HTMLElement>(there)?.focus());
  };

  tapped(day: Weekday): void {
    this.#tell('day-wanted', day);
  }

  drawn(days: WeekDays): void {
    this.#say(changedTimes(this.days, days));
    this.#tell('week-drawn', days);
  }

  /** Also what was just said: only what changes is heard. */
  #say(text: string): void {
    this.spoken = this.spoken === text && text !== '' ? `${text}\u00a0` : text;
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  spot({ clientX, clientY }: PointerEvent): Spot {
    const tracks = [...this.renderRoot.querySelectorAll('.track')].map((track) => track.getBoundingClientRect());
    const first = tracks[0]!;
    const below = tracks.findIndex(({ bottom }) => clientY < bottom);
    const minute = ((clientX - first.left) / first.width) * DAY_MIN;
    return { row: below < 0 ? 6 : below, minute: Math.max(0, Math.min(DAY_MIN, minute)) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-grid': LsCalendarGrid;
  }
}
