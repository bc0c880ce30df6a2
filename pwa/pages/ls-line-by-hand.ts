import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import { standing, type CountEntry, type StateEntry } from '../../shared/production/manual-entries.ts';
import type { PartsCounted } from '../components/ls-by-hand-count.ts';
import '../components/ls-by-hand.ts';
import type { LsByHand, StateSaid } from '../components/ls-by-hand.ts';
import '../components/ls-reason-set.ts';
import { Ticker } from '../components/ticker.ts';
import { NotSignedOn } from '../data/access.ts';
import type { AppData, LineData, ManualInput } from '../data/line-data.ts';
import { clock, clockOfDay, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { ownMark } from '../locales/sync-marks.ts';
import { controls, panel } from '../styles/controls.ts';
import { byHandNow, stateInput, undoing, unknownStretches, type ByHandNow } from './line-by-hand.ts';

type Said = Pick<CountEntry, 'from' | 'to' | 'produced'> | Pick<StateEntry, 'from' | 'state'>;

/** Keeps a line by hand while its source is out of reach, or (`earlier`) fills in what is not known. Emits `closed`. */
@customElement('ls-line-by-hand')
export class LsLineByHand extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) line!: LineData;
  /** Somebody wants to fill in earlier time. */
  @property({ type: Boolean }) earlier = false;

  @state() private chosen: Window | null = null;
  @state() private notKept = false;
  /** What was just entered, for as long as it can be undone. */
  @state() private entered: { id: string; input: ManualInput } | null = null;
  @query('ls-by-hand') private readonly card!: LsByHand | null;
  @query('.which') private readonly which!: HTMLElement | null;

  /** Something that was said expires although no data come. */
  readonly #ticker = new Ticker(this);

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: contents;
      }
      .which {
        padding: 12px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      h2 {
        margin-bottom: 8px;
        font-size: var(--ls-19);
      }
      li button {
        width: 100%;
        min-height: 64px;
        margin-bottom: 8px;
        background: var(--ls-ground);
        text-align: left;
      }
      .close {
        margin-top: 8px;
        border: 0;
        background: none;
        color: var(--ls-touch);
        font-weight: 600;
      }
      @media (min-width: 1000px) and (min-height: 640px) {
        ls-by-hand,
        .which {
          flex: none;
          max-height: 75%;
          overflow-y: auto;
        }
      }
      .failure {
        padding: 12px;
        background: var(--ls-red-ground);
        color: var(--ls-red);
        font-weight: 600;
      }
    `,
  ];

  override focus(): void {
    void this.updateComplete.then(() => (this.card ?? this.which)?.focus());
  }

  protected override render() {
    const now = this.data.now();
    const lost = byHandNow(this.line, now);
    const failure = this.notKept ? html`<p class="failure" role="alert">■ ${t('byHandNotKept')}</p>` : nothing;
    const undo = this.entered ? this.#undo(this.entered) : nothing;
    if (this.earlier) return html`${failure} ${this.#earlier(now)} ${undo}`;
    return html`${failure} ${lost ? this.#now(lost, now) : nothing} ${undo}`;
  }

  #now(lost: ByHandNow, now: number) {
    const { said, expired, stateFrom, countFrom } = lost;
    const at = (time: number) => clockOfDay(time, this.#zone, now);
    const from = stateFrom === now ? t('byHandFromNow') : t('byHandFrom', at(stateFrom));
    const note = (runs: boolean) => (said && (said.state === 'Execute') === runs ? '' : from);
    const question = expired && t(expired.state === 'Execute' ? 'byHandStillRunning' : 'byHandStillStopped');
    const word = said && t(said.state === 'Execute' ? 'byHandIsRunning' : 'byHandIsStopped');
    return html`<ls-by-hand
      .heading=${t('byHandLost', lost.source, at(lost.lostSince))}
      .note=${said && word ? t('byHandSaid', word, at(said.from), at(said.to)) : t('byHandKeep')}
      .question=${question ?? ''}
      .runs=${said ? said.state === 'Execute' : null}
      .running=${{ word: t(expired?.state === 'Execute' ? 'byHandYesRunning' : 'byHandIsRunning'), note: note(true) }}
      .stopped=${{ word: t(expired && expired.state !== 'Execute' ? 'byHandYesStopped' : 'byHandIsStopped'), note: note(false) }}
      .countLabel=${t('byHandCountSince', at(countFrom))}
      .last=${this.#last(now)}
      .reasons=${this.line.reasons}
      @state-said=${(event: CustomEvent<StateSaid>) => this.#say(event.detail, { from: stateFrom, to: null })}
      @parts-counted=${(event: CustomEvent<PartsCounted>) => this.#count(event.detail, { from: countFrom, to: null })}
    ></ls-by-hand>`;
  }

  #earlier(now: number) {
    const { chosen } = this;
    const at = (time: number) => clockOfDay(time, this.#zone, now);
    if (!chosen) return this.#stretches(now);
    const between = t('byHandBetween', at(chosen.from), at(chosen.to));
    return html`<ls-by-hand
      .heading=${t('byHandEarlier')}
      .note=${between}
      .running=${{ word: t('byHandWasRunning'), note: between }}
      .stopped=${{ word: t('byHandWasStopped'), note: between }}
      .countLabel=${t('byHandCount', at(chosen.from), at(chosen.to))}
      .last=${this.#last(now)}
      .reasons=${this.line.reasons}
      closable
      @state-said=${(event: CustomEvent<StateSaid>) => this.#say(event.detail, chosen)}
      @parts-counted=${(event: CustomEvent<PartsCounted>) => this.#count(event.detail, chosen)}
      @closed=${this.#close}
    ></ls-by-hand>`;
  }

  #stretches(now: number) {
    const stretches = unknownStretches(this.line).slice(0, 20);
    const at = (time: number) => clockOfDay(time, this.#zone, now);
    return html`<section class="which" tabindex="-1" aria-labelledby="earlier">
      <h2 id="earlier">${stretches.length > 0 ? t('byHandWhich') : t('byHandEarlier')}</h2>
      ${stretches.length === 0 ? html`<p>${t('byHandNothing')}</p>` : nothing}
      <ul>
        ${stretches.map(
          (stretch) =>
            html`<li>
              <button @click=${() => this.#choose(stretch)}>
                ${t('byHandBetween', at(stretch.from), at(stretch.to))}
              </button>
            </li>`,
        )}
      </ul>
      <button class="close" @click=${this.#close}>${t('close')}</button>
    </section>`;
  }

  #choose(stretch: Window): void {
    // Longer stretches are told a day at a time.
    this.chosen = { from: Math.max(stretch.from, stretch.to - 24 * 3_600_000), to: stretch.to };
    this.focus();
  }

  readonly #close = (): void => {
    this.chosen = null;
    this.dispatchEvent(new CustomEvent('closed'));
  };

  #say(said: StateSaid, of: { from: number; to: number | null }): void {
    void this.#enter(stateInput(this.line, said, { ...of, now: this.data.now() }));
  }

  #count(parts: PartsCounted, { from, to }: { from: number; to: number | null }): void {
    const line = this.line.line.id;
    const until = Math.max(from + 1, to ?? this.data.now());
    void this.#enter({ type: 'manual-count', line, from, to: until, ...parts, supersedes: null });
  }

  async #enter(input: ManualInput): Promise<void> {
    try {
      const id = await this.data.keepByHand(input);
      this.entered = input.withdrawn ? null : { id, input };
      this.notKept = false;
      this.card?.entered(input.type);
    } catch (error) {
      // Nobody wanted to say who it is: what was typed stays where it is.
      if (error instanceof NotSignedOn) return;
      // Whatever else kept it from being stored, the person must know that it was not.
      this.notKept = true;
    }
  }

  #undo({ id, input }: { id: string; input: ManualInput }) {
    return html`<ls-reason-set
      .text=${t('byHandEntered', this.#words(input))}
      .entry=${id}
      .action=${t('byHandUndo')}
      @change-wanted=${() => void this.#enter(undoing(input, id))}
      @over=${() => (this.entered = null)}
    ></ls-reason-set>`;
  }

  #last(now: number): string {
    const last = standing(this.line.manual).at(-1);
    if (!last || now - last.at > 24 * 3_600_000) return '';
    const mark = ownMark(last);
    return `${t('byHandLast', this.#words(last))}${mark === '' ? '' : ` · ${mark}`}`;
  }

  #words(said: Said): string {
    const at = (time: number) => clock(time, this.#zone);
    if ('produced' in said) return t('byHandLastCount', number(said.produced), at(said.from), at(said.to));
    return t('byHandLastState', t(said.state === 'Execute' ? 'running' : 'stopped'), at(said.from));
  }

  get #zone(): string {
    return this.line.plant.timezone;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-by-hand': LsLineByHand;
  }
}
