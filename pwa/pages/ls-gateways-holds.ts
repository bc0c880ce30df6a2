import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HoldQuestion } from '../../shared/retention/hold.ts';
import '../components/gateways/ls-hold-form.ts';
import '../components/gateways/ls-hold-list.ts';
import '../components/ls-dialog.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import type { HeldMonths } from '../data/plant-gateways.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { controls } from '../styles/controls.ts';
import { databaseText, type AroundCopies } from './gateways-copies.ts';
import { ageNote, partInsteadOf } from './gateways-frame.ts';
import { holdRow } from './gateways-holds.ts';
import { Doing } from './people-doing.ts';
import { peoplePartStyles } from './people-frame.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 5_000;

/** Months that must stay whatever their age, and those that stay for another reason. */
@customElement('ls-gateways-holds')
export class LsGatewaysHolds extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) around!: Omit<AroundCopies, 'now'>;

  @state() private adding = false;

  readonly #now = (): number => this.data.now();
  readonly #held = new Polled<HeldMonths>(this, ASK_EACH_MS, this.#now);
  readonly #doing = new Doing(this);

  static override styles = [controls, formStyles, peoplePartStyles];

  protected override willUpdate(): void {
    this.#held.follow('', () => this.data.plantGateways.held());
  }

  protected override render() {
    const { value: held, failure } = this.#held;
    if (!held) return partInsteadOf(failure);
    const around = { ...this.around, now: this.#now() };
    return html`${ageNote(this.#held, around.zone, around.now)} ${this.adding ? '' : this.#doing.note()}
      <ls-hold-list
        .holds=${held.holds.map((hold) => holdRow(hold, around))}
        .stays=${held.stays.map(({ database, why }) => ({ what: databaseText(database, around), why }))}
        ?may=${this.data.access.may('hold')}
        ?busy=${this.#doing.busy}
        ?reachable=${failure === null}
        @hold-wanted=${() => {
          this.#doing.forget();
          this.adding = true;
        }}
        @release-wanted=${({ detail: { id, why } }: CustomEvent<{ id: string; why: string }>) =>
          void this.#do(() => this.data.plantGateways.release(id, why))}
      ></ls-hold-list>
      ${this.adding ? this.#form(around, failure === null) : ''}`;
  }

  #form({ lines, now }: AroundCopies, reachable: boolean) {
    return html`<ls-dialog open .heading=${g('holds')} @closed=${() => (this.adding = false)}>
      <div class="form">
        ${this.#doing.note()}
        <ls-hold-form
          .lines=${[...lines].map(([id, name]) => ({ id, name }))}
          .month=${new Date(now).toISOString().slice(0, 7)}
          ?still=${this.#doing.busy || !reachable}
          @hold-wanted=${({ detail }: CustomEvent<HoldQuestion>) =>
            void this.#do(() => this.data.plantGateways.hold(detail))}
        ></ls-hold-form>
      </div>
    </ls-dialog>`;
  }

  async #do(act: () => ReturnType<AppData['plantGateways']['hold']>): Promise<void> {
    const done = await this.#doing.run(this.data.access, 'hold', act);
    if (done) this.adding = false;
    this.#held.askNow();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateways-holds': LsGatewaysHolds;
  }
}
