import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Plan } from '../../shared/orders/plan.ts';
import type { ReasonsReference } from '../../shared/sync/rows.ts';
import '../components/ls-reason-picker.ts';
import type { ReasonChosen } from '../components/ls-reason-picker.ts';
import '../components/sync/ls-plan-again.ts';
import type { PlannedAgain, TakenNumber } from '../components/sync/ls-plan-again.ts';
import '../components/sync/ls-said-again.ts';
import type { Said } from '../components/sync/ls-said-again.ts';
import { NotSignedOn } from '../data/access.ts';
import type { AppData, EnteredPlanFact, EnteredReason, RefusedEntry } from '../data/line-data.ts';
import { isPlanFact } from '../data/plan-entries.ts';
import { syncText as s } from '../locales/sync.ts';
import { controls } from '../styles/controls.ts';
import { giveAgain, isByHand, numberToChange, saidIn, sayAgain } from './entry-again.ts';
import { stillTaken, takenNumbers, withNumbers } from './numbers-again.ts';

/** Puts a refused entry right. Emits `closed`; what was refused leaves once the new entry is kept. */
@customElement('ls-entry-again')
export class LsEntryAgain extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) entry!: RefusedEntry;
  @property({ attribute: false }) reasons: ReasonsReference = [];

  /** As it is known here; null = not at all. */
  @property({ attribute: false }) plan: Plan | null = null;

  @state() private notKept = false;
  /** As they were when this was opened: what is typed stays, whatever comes meanwhile. */
  @state() private taken: readonly TakenNumber[] = [];
  @state() private wrong: ReadonlyMap<string, string> = new Map();
  @query('ls-reason-picker, ls-said-again, ls-plan-again') private readonly form!: HTMLElement | null;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        margin-top: 6px;
      }
      .failure {
        color: var(--ls-red);
        font-weight: 600;
      }
    `,
  ];

  override focus(): void {
    this.form?.focus();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('entry')) return;
    const { fact } = this.entry;
    const field = numberToChange(this.entry);
    this.taken = field !== null && isPlanFact(fact) ? takenNumbers(fact, field, this.plan) : [];
    this.wrong = new Map();
  }

  protected override firstUpdated(): void {
    void Promise.resolve().then(() => this.focus());
  }

  protected override render() {
    return html`${this.#form()} ${this.notKept ? html`<p class="failure" role="alert">■ ${s('notKept')}</p>` : nothing}`;
  }

  #form() {
    const { fact } = this.entry;
    if (isPlanFact(fact)) return this.#planned(fact);
    return isByHand(fact) ? this.#byHand() : this.#reason(fact);
  }

  #planned(fact: EnteredPlanFact) {
    return html`<ls-plan-again
      .why=${fact.why ?? ''}
      .taken=${this.taken}
      .wrong=${this.wrong}
      @planned-again=${({ detail }: CustomEvent<PlannedAgain>) => this.#plan(fact, detail)}
      @cancelled=${this.#close}
    ></ls-plan-again>`;
  }

  #plan(fact: EnteredPlanFact, { why, numbers }: PlannedAgain): void {
    const field = numberToChange(this.entry);
    const meant = field === null ? fact : withNumbers(fact, field, numbers);
    this.wrong = field === null ? new Map() : stillTaken(meant, { field, plan: this.plan });
    if (this.wrong.size > 0) return;
    const isNothing = meant.type === 'change' && meant.sets.length === 0;
    void this.#say(() => (isNothing ? Promise.resolve() : this.data.planning.again(meant, why)));
  }

  #reason(fact: EnteredReason) {
    return html`<ls-reason-picker
      .heading=${s('correctReason')}
      .reasons=${this.reasons}
      .current=${fact.code}
      .target=${fact._id}
      .typed=${fact.comment ?? ''}
      all
      cancellable
      @reason-chosen=${({ detail }: CustomEvent<ReasonChosen>) => {
        const name = this.reasons.find(({ code }) => code === detail.code)?.name ?? detail.code;
        void this.#say(() => giveAgain(this.data, fact, { ...detail, name }));
      }}
      @cancelled=${this.#close}
    ></ls-reason-picker>`;
  }

  #byHand() {
    const { fact } = this.entry;
    if (!isByHand(fact)) return nothing;
    return html`<ls-said-again
      .said=${saidIn(fact)}
      .reasons=${this.reasons}
      @said-again=${({ detail }: CustomEvent<Said>) =>
        void this.#say(() => sayAgain(this.data, fact, detail, this.reasons))}
      @cancelled=${this.#close}
    ></ls-said-again>`;
  }

  async #say(say: () => Promise<void>): Promise<void> {
    const { id } = this.entry;
    try {
      await say();
      await this.data.dismissRefused(id);
      this.#close();
    } catch (error) {
      // Nobody wanted to say who it is: all that was typed stays.
      if (!(error instanceof NotSignedOn)) this.notKept = true;
    }
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-entry-again': LsEntryAgain;
  }
}
