import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-replay-controls.ts';
import type { AppData, LineData } from '../data/line-data.ts';
import { practice, type Practice } from '../data/practice.ts';
import { rowsOf } from '../data/recorded.ts';
import { ReplayClock, SPEEDS, type Speed } from '../data/replay-clock.ts';
import { dateOf, dayWindow } from '../data/replay-day.ts';
import { Replay } from '../data/replay.ts';
import { date } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import './ls-line-page.ts';
import { LiveValue } from './live-value.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { replayPageStyles } from './replay-page-styles.ts';

/** As often as live values come. */
const FRAME_MS = 100;
const MINUTE_MS = 60_000;

type Loaded = { replay: Replay; clock: ReplayClock; practice: Practice };
type Shown = { kind: 'loading' | 'nothing' | 'unreachable' | 'failed' } | ({ kind: 'playing' } & Loaded);

/** A recorded day of a line, played on its page for training and for disputes. Nothing of it leaves this page. */
@customElement('ls-replay-page')
export class LsReplayPage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';
  /** Of the address: `?day=2022-10-10&speed=10`. */
  @property() search = '';

  @state() private shown: Shown = { kind: 'loading' };
  @state() private day = '';
  @state() private at = 0;
  #asked = '';
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #line = new LiveValue<LineData | null>(this);

  static override styles = [tokens, controls, pageMessageStyles, replayPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#key);
    this.#timer = setInterval(this.#follow, FRAME_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#key);
    clearInterval(this.#timer);
  }

  protected override willUpdate(): void {
    const { data, lineId } = this;
    this.#line.follow([data, lineId], () => data.line(lineId));
    const line = this.#line.value;
    if (!line) return;
    const wanted = new URLSearchParams(this.search).get('day') ?? '';
    if (this.day === '') this.day = dayWindow(wanted, line.plant) ? wanted : dateOf(data.now(), line.plant);
    const asked = `${lineId} ${this.day}`;
    if (this.#asked === asked) return;
    this.#asked = asked;
    void this.#load(line, asked);
  }

  async #load(line: LineData, asked: string): Promise<void> {
    this.shown = { kind: 'loading' };
    const shown = await this.#loaded(line).catch((): Shown => ({ kind: 'failed' }));
    // Somebody may have chosen another day meanwhile.
    if (this.#asked !== asked) return;
    this.shown = shown;
    this.#follow();
  }

  async #loaded(of: LineData): Promise<Shown> {
    const window = dayWindow(this.day, of.plant);
    if (!window) return { kind: 'nothing' };
    const answer = await this.data.recorded(of.line.id, window.from, window.to);
    if (!answer.ok) return { kind: answer.why };
    const rows = await rowsOf(answer.recorded, window.from, window.to);
    if (!rows.some(({ kind }) => kind === 'cycle')) return { kind: 'nothing' };
    const replay = new Replay({ rows, outages: answer.recorded.outages ?? [], of });
    const speed = speedOf(new URLSearchParams(this.search).get('speed'));
    const clock = new ReplayClock({ span: replay.span, speed, real: () => performance.now() });
    clock.play();
    return { kind: 'playing', replay, clock, practice: practice({ app: this.data, replay, clock, of }) };
  }

  protected override render() {
    const line = this.#line.value;
    if (!line) return pageMessage(t('loadingLine'));
    const { shown } = this;
    if (shown.kind === 'playing') return this.#playing(shown, line);
    const day = date(dayWindow(this.day, line.plant)?.from ?? this.data.now(), line.plant.timezone);
    switch (shown.kind) {
      case 'loading':
        return html`${pageMessage(t('replayLoading', day))}${this.#elsewhere()}`;
      case 'nothing':
        return html`${pageMessage(t('replayNothing', day), t('replayNothingDo'))}${this.#elsewhere()}`;
      case 'unreachable':
        return html`${pageMessage(t('replayUnreachable'))}${this.#elsewhere()}`;
      case 'failed':
        return html`${pageMessage(t('replayFailed'))}${this.#elsewhere()}`;
    }
  }

  #elsewhere() {
    return html`<div class="bare">
      <label
        >${t('replayDay')}<input
          type="date"
          .value=${this.day}
          @change=${(event: Event) => this.#choose((event.target as HTMLInputElement).value)}
      /></label>
      <a href=${`/lines/${this.lineId}`}>${t('replayLeave')}</a>
    </div>`;
  }

  #playing({ clock, practice: { data } }: Loaded, { plant, line }: LineData) {
    const day = date(dayWindow(this.day, plant)!.from, plant.timezone);
    return html`<ls-replay-controls
        .banner=${t('replayBanner', line.name, day, t('replayTimes', String(clock.speed)))}
        .day=${this.day}
        .from=${clock.span.from}
        .to=${clock.span.to}
        .at=${this.at}
        ?playing=${clock.playing}
        .speed=${clock.speed}
        .speeds=${SPEEDS}
        ?hasNextStop=${this.#nextStop() !== null}
        .zone=${plant.timezone}
        .leaveTo=${`/lines/${line.id}`}
        @play-toggled=${this.#toggle}
        @speed-chosen=${(event: CustomEvent<number>) => this.#setSpeed(event.detail)}
        @jumped=${(event: CustomEvent<number>) => this.#jump(event.detail)}
        @next-stop=${this.#toNextStop}
        @day-chosen=${(event: CustomEvent<string>) => this.#choose(event.detail)}
      ></ls-replay-controls>
      <ls-line-page .data=${data} .lineId=${line.id} practice></ls-line-page>`;
  }

  /** Lets the page see what the clock says, if it says something new. */
  readonly #follow = (): void => {
    if (this.shown.kind !== 'playing') return;
    const now = this.shown.clock.now();
    if (now === this.at) return;
    this.at = now;
    this.shown.practice.show();
  };

  readonly #toggle = (): void => {
    if (this.shown.kind !== 'playing') return;
    const { clock } = this.shown;
    if (clock.playing) clock.pause();
    else {
      if (clock.now() >= clock.span.to) clock.jump(clock.span.from);
      clock.play();
    }
    this.#follow();
    this.requestUpdate();
  };

  #setSpeed(speed: number): void {
    if (this.shown.kind !== 'playing') return;
    this.shown.clock.speed = speedOf(String(speed));
    this.#remember();
    this.requestUpdate();
  }

  #jump(to: number): void {
    if (this.shown.kind !== 'playing') return;
    this.shown.clock.jump(to);
    this.#follow();
  }

  /** The moment at which the next stop counts as down and asks why. */
  #nextStop(): number | null {
    if (this.shown.kind !== 'playing') return null;
    const { replay } = this.shown;
    const asksAfterMs = (this.#line.value?.line.stops.downFromSeconds ?? 0) * 1000 + 1_000;
    const stop = replay.longStops.find(({ from }) => from + asksAfterMs > this.at + 1_000);
    return stop ? stop.from + asksAfterMs : null;
  }

  readonly #toNextStop = (): void => {
    const next = this.#nextStop();
    if (next !== null) this.#jump(next);
  };

  #choose(day: string): void {
    const line = this.#line.value;
    if (!line || !dayWindow(day, line.plant)) return;
    this.day = day;
    this.#remember();
  }

  /** The address leads to the same day again. */
  #remember(): void {
    const speed = this.shown.kind === 'playing' ? this.shown.clock.speed : speedOf(null);
    this.search = `?day=${this.day}&speed=${speed}`;
    window.history.replaceState(null, '', `${window.location.pathname}${this.search}`);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const into = event.composedPath().some((target) => target instanceof Element && target.matches(TAKES_KEYS));
    if (into || event.ctrlKey || event.metaKey || event.altKey || this.shown.kind !== 'playing') return;
    const step = (event.shiftKey ? 10 : 1) * MINUTE_MS;
    if (event.key === ' ') this.#toggle();
    else if (event.key === 'ArrowRight') this.#jump(this.at + step);
    else if (event.key === 'ArrowLeft') this.#jump(this.at - step);
    else if (event.key.toLowerCase() === 'n') this.#toNextStop();
    else return;
    event.preventDefault();
  };
}

/** What has keys of its own. */
const TAKES_KEYS = 'ls-timeline, input, select, button, textarea, summary, a[href]';

function speedOf(text: string | null): Speed {
  return SPEEDS.find((speed) => String(speed) === text) ?? 10;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-replay-page': LsReplayPage;
  }
}
