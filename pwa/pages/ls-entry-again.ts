import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ReasonsReference } from '../../shared/sync/rows.ts';
import '../components/ls-reason-picker.ts';
import type { ReasonChosen } from '../components/ls-reason-picker.ts';
import '../components/sync/ls-plan-again.ts';
import '../components/sync/ls-said-again.ts';
import type { Said } from '../components/sync/ls-said-again.ts';
import { NotSignedOn } from '../data/access.ts';
import type { AppData, EnteredPlanFact, EnteredReason, RefusedEntry } from '../data/line-data.ts';
import { isPlanFact } from '../data/plan-entries.ts';
import { syncText as s } from '../locales/sync.ts';
import { controls } from '../styles/controls.ts';
import { giveAgain, isByHand, saidIn, sayAgain } from './entry-again.ts';

/** Puts a refused entry right. Emits `closed`; what was refused leaves once the new entry is kept. */
@customElement('ls-entry-again')
export class LsEntryAgain extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) entry!: RefusedEntry;
  @property({ attribute: false }) reasons: ReasonsReference = [];

  @state() private notKept = false;
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
      @planned-again=${({ detail }: CustomEvent<string>) =>
        void this.#say(() => this.data.planning.again(fact, detail))}
      @cancelled=${this.#close}
    ></ls-plan-again>`;
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
