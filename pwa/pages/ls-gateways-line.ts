import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReplicationStatus } from '../../shared/replication/protocol.ts';
import '../components/gateways/ls-copy-list.ts';
import '../components/gateways/ls-denied-rows.ts';
import type { DeniedShown } from '../components/gateways/ls-denied-rows.ts';
import '../components/gateways/ls-joining-how.ts';
import '../components/gateways/ls-plant-contact.ts';
import type { PlantContact } from '../components/gateways/ls-plant-contact.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { controls } from '../styles/controls.ts';
import { clockText, whenText } from './gateways-clock.ts';
import { copyGroups, databaseText, type AroundCopies } from './gateways-copies.ts';
import { ageNote, partInsteadOf } from './gateways-frame.ts';
import { keyOf, resend, type Resent } from './gateways-resending.ts';
import { Doing } from './people-doing.ts';
import { peoplePartStyles } from './people-frame.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 5_000;
/** So many rows are told at most. */
const MOST_DENIED = 200;

/** How a line's gateway stands with its plant: what is sent, what waits, what was refused. */
@customElement('ls-gateways-line')
export class LsGatewaysLine extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) around!: Omit<AroundCopies, 'now'>;

  @state() private resent: Resent = new Map();

  readonly #now = (): number => this.data.now();
  readonly #copies = new Polled<ReplicationStatus>(this, ASK_EACH_MS, this.#now);
  readonly #doing = new Doing(this);

  static override styles = [controls, formStyles, peoplePartStyles];

  protected override willUpdate(): void {
    this.#copies.follow('', () => this.data.plantGateways.copies());
  }

  protected override render() {
    const { value: status, failure } = this.#copies;
    if (!status) return partInsteadOf(failure);
    if (!status.plant) return html`<ls-joining-how></ls-joining-how>`;
    const around = { ...this.around, now: this.#now() };
    return html`${ageNote(this.#copies, around.zone, around.now)}
      <ls-plant-contact .plant=${contactOf(status.plant, around)}></ls-plant-contact>
      ${this.#doing.note()} ${this.#denied(status, around)}
      <ls-copy-list .groups=${copyGroups(status.databases, around)}></ls-copy-list>`;
  }

  #denied({ denied }: ReplicationStatus, around: AroundCopies) {
    const there = new Set(denied.map(keyOf));
    // What was taken leaves the gateway's list, and stays in sight here.
    const taken = [...this.resent.values()].filter(({ row, again }) => again.taken && !there.has(keyOf(row)));
    const rows = [...denied, ...taken.map(({ row }) => row)];
    if (rows.length === 0) return nothing;
    const shown = rows.map((row): DeniedShown => {
      const { database, id, reason, at } = row;
      return {
        ...{ key: keyOf(row), id, reason, of: databaseText(database, around) },
        when: g('refusedAt', whenText(at, around.zone, around.now)),
        again: this.resent.get(keyOf(row))?.again ?? null,
      };
    });
    return html`<ls-denied-rows
      .rows=${shown}
      ?open=${denied.length > 0}
      ?may=${this.data.access.may('manage-devices')}
      ?busy=${this.#doing.busy}
      ?reachable=${this.#copies.failure === null}
      ?cut=${denied.length >= MOST_DENIED}
      @resend-wanted=${({ detail }: CustomEvent<string[]>) => void this.#resend(detail)}
    ></ls-denied-rows>`;
  }

  async #resend(keys: readonly string[]): Promise<void> {
    const { plantGateways, access } = this.data;
    const rows = (this.#copies.value?.denied ?? []).filter((row) => keys.includes(keyOf(row)));
    const done = await this.#doing.run(access, 'manage-devices', () => resend(plantGateways, rows));
    if (done) this.resent = new Map([...this.resent, ...done.value]);
    this.#copies.askNow();
  }
}

function contactOf(plant: NonNullable<ReplicationStatus['plant']>, { zone, now }: AroundCopies): PlantContact {
  const { name, origin, state, since, detail, clockOffsetMs } = plant;
  const time = whenText(since, zone, now);
  const said = {
    reached: { tone: 'fine', says: `${g('plantReached')} ${g('plantReachedSince', time)}`, todo: '' },
    away: { tone: 'look', says: g('plantAway', time), todo: g('plantAwayDo') },
    refused: { tone: 'act', says: g('plantRefuses', time), todo: g('plantRefusesDo') },
  } as const;
  return { name, origin, detail, clock: clockText(clockOffsetMs), ...said[state] };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateways-line': LsGatewaysLine;
  }
}
