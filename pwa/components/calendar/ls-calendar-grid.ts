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
import { changedTimes, shiftLabel, shiftText } from './shift-words.ts';
import { DAY_MIN, SNAP_MIN, dragged, nudged, shiftBlocks, type ShiftBlock, type WeekDrag } from './week-grid.ts';

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21] as const;
/** A hand that moves less has tapped, px. */
const SLOP_PX = 5;

interface Hand {
  pointer: number;
  drag: WeekDrag;
  x: number;
  y: number;
  /** It went far enough to mean it. */
  moved: boolean;
}

/**
 * Shifts, breaks and exceptions of a week. While `editable`, emits `week-drawn` with the changed days when a shift was drawn or an
 * edge moved, and `day-wanted` with a weekday when somebody wants its exact times.
 */
@customElement('ls-calendar-grid')
export class LsCalendarGrid extends LitElement {
  @property({ attribute: false }) days!: WeekDays;
  /** Shifts of the Sunday before. */
  @property({ attribute: false }) carried: readonly Shift[] = [];
  /** Monday to Sunday. */
  @property({ attribute: false }) names: readonly GridDay[] = [];
  @property({ attribute: false }) marks: readonly GridMark[] = [];
  /** Minute of today; null = today is not in this week. */
  @property({ attribute: false }) now: number | null = null;
  @property({ type: Boolean }) editable = false;

  /** As it would be if the hand let go now. */
  @state() private tried: WeekDays | null = null;
  /** Where the hand is, and what it holds; shown beside it and told to who cannot see it. */
  @state() private told: { text: string; row: number; minute: number } | null = null;
  @state() private spoken = '';
  #hand: Hand | null = null;

  static override styles = [controls, panel, gridStyles, shiftStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  protected override render() {
    const blocks = shiftBlocks(this.tried ?? this.days, this.carried);
    return html`<div
      role="group"
      class=${this.editable ? 'editable' : ''}
      aria-label=${c('grid')}
      aria-describedby=${this.editable ? 'keys' : nothing}
      @pointerdown=${this.#pressed}
      @pointermove=${this.#moved}
      @pointerup=${this.#lifted}
      @pointercancel=${this.#letGo}
      @keydown=${this.#key}
    >
      <div class="hours" aria-hidden="true">
        <span></span>
        <ol>
          ${HOURS.map((hour) => html`<li style=${place(hour * 60, hour * 60 + 60)}>${hour}</li>`)}
        </ol>
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
    const told = this.told?.row === row ? this.told : null;
    const marks = this.marks.filter((mark) => mark.row === row);
    return html`<div class="row ${day.isToday ? 'today' : ''}">
      ${this.#name(day, WEEKDAYS[row]!)}
      <div class="track" data-row=${row}>
        ${blocks.length + marks.length === 0 ? html`<span class="none">${c('freeDay')}</span>` : nothing}
        ${blocks.map((block) => this.#block(block))}
        ${marks.map(
          ({ kind, from, to, label }) =>
            html`<div class="mark ${kind}" style=${place(from, to)}><span>${exceptionShape(kind)}${label}</span></div>`,
        )}
        ${day.isToday && this.now !== null ? html`<i class="now" style=${place(this.now, this.now)}></i>` : nothing}
        ${
          told
            ? html`<span
                class="told ${told.minute > DAY_MIN / 2 ? 'right' : ''}"
                style=${place(told.minute, told.minute)}
                >${told.text}</span
              >`
            : nothing
        }
      </div>
    </div>`;
  }

  #name({ name, note, isToday }: GridDay, day: Weekday) {
    const words = html`<strong>${name}</strong
      ><small>${isToday ? html`${c('today')}${note ? ' · ' : ''}` : nothing}${note}</small>`;
    if (!this.editable) return html`<div class="day">${words}</div>`;
    return html`<button class="day" aria-haspopup="dialog" @click=${() => this.#want(day)}>${words}</button>`;
  }

  #block(block: ShiftBlock) {
    const { from, to, begins, ends, index, day, shift, breaks } = block;
    const isFixed = !this.editable || index < 0;
    const classes = `shift ${begins ? '' : 'continued'} ${ends ? '' : 'continues'} ${index < 0 ? 'fixed' : ''}`;
    const text = begins ? shiftText(shift) : `–${shift.to}`;
    return html`${
      isFixed
        ? html`<div class=${classes} role="img" aria-label=${shiftLabel(day, shift)} style=${place(from, to)}>
            ${text}
          </div>`
        : html`<button
            class=${classes}
            data-day=${day}
            data-index=${index}
            aria-haspopup="dialog"
            aria-label=${shiftLabel(day, shift)}
            style=${place(from, to)}
            @click=${() => this.#want(day)}
          >
            ${text}
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

  #want(day: Weekday): void {
    this.dispatchEvent(new CustomEvent<Weekday>('day-wanted', { detail: day }));
  }

  readonly #pressed = (event: PointerEvent): void => {
    if (!this.editable || event.button !== 0 || !event.isPrimary || this.#hand) return;
    const target = event.target as HTMLElement;
    const track = target.closest<HTMLElement>('.track');
    if (!track || target.closest('.shift')) return;
    const { edge, day, index } = target.dataset;
    const drag: WeekDrag =
      edge !== undefined
        ? { kind: edge as 'from' | 'to', day: day as Weekday, index: Number(index) }
        : { kind: 'draw', ...this.#spot(event) };
    this.#hand = { pointer: event.pointerId, drag, x: event.clientX, y: event.clientY, moved: false };
    track.setPointerCapture(event.pointerId);
    window.addEventListener('keydown', this.#escape, true);
  };

  readonly #moved = (event: PointerEvent): void => {
    const hand = this.#hand;
    if (hand?.pointer !== event.pointerId) return;
    hand.moved ||= Math.hypot(event.clientX - hand.x, event.clientY - hand.y) > SLOP_PX;
    if (!hand.moved) return;
    const spot = this.#spot(event);
    const tried = dragged(this.days, hand.drag, spot);
    this.tried = tried === this.days ? null : tried;
    this.told = this.tried && { ...spot, text: changedTimes(this.days, this.tried) };
  };

  readonly #lifted = (event: PointerEvent): void => {
    const hand = this.#hand;
    if (hand?.pointer !== event.pointerId) return;
    const { tried } = this;
    this.#letGo();
    if (tried) this.#drawn(tried);
    // A tap on free time asks for its day.
    else if (!hand.moved && hand.drag.kind === 'draw') this.#want(WEEKDAYS[hand.drag.row]!);
  };

  readonly #letGo = (): void => {
    this.#hand = null;
    this.tried = null;
    this.told = null;
    window.removeEventListener('keydown', this.#escape, true);
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#letGo();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { day, index } = (event.target as HTMLElement).dataset;
    if (!this.editable || day === undefined || index === undefined) return;
    const at = { day: day as Weekday, index: Number(index) };
    const shift = this.days[at.day][at.index];
    if (!shift) return;
    if (event.key === 'Delete') {
      event.preventDefault();
      this.spoken = c('removedShift', c(at.day));
      this.#emit({ ...this.days, [at.day]: this.days[at.day].filter((other) => other !== shift) });
      return;
    }
    const by = { ArrowLeft: -SNAP_MIN, ArrowRight: SNAP_MIN }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const changed = nudged(this.days, { kind: event.shiftKey ? 'from' : 'to', ...at }, by);
    if (changed !== this.days) this.#drawn(changed);
  };

  #drawn(days: WeekDays): void {
    this.spoken = changedTimes(this.days, days);
    this.#emit(days);
  }

  #emit(days: WeekDays): void {
    this.dispatchEvent(new CustomEvent<WeekDays>('week-drawn', { detail: days }));
  }

  #spot({ clientX, clientY }: PointerEvent): { row: number; minute: number } {
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
