import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/sync/ls-sync-facts.ts';
import '../components/sync/ls-sync-here.ts';
import '../components/sync/ls-sync-ready.ts';
import '../components/sync/ls-sync-refused.ts';
import '../components/sync/ls-sync-waiting.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection, LineData, RefusedEntry } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import type { StorageHere } from '../data/sync-storage.ts';
import type { SyncState } from '../data/sync.ts';
import { t } from '../locales/locale.ts';
import { syncText as s } from '../locales/sync.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { enteredBy, lineOf, typedIn, valuesEntered, whatEntered, type Around } from './entry-words.ts';
import { isCorrectable, numberToChange } from './entry-again.ts';
import { LiveValue } from './live-value.ts';
import './ls-entry-again.ts';
import './ls-sync-file-way.ts';
import './ls-sync-state.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { whyRefused } from './refused-rows.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';
import { deviceFacts, hereRows } from './sync-facts.ts';
import { syncPageStyles } from './sync-page-styles.ts';
import { readyRows } from './sync-ready.ts';
import { waitingRows } from './waiting-rows.ts';

/** Ages of what is told here. */
const TICK_MS = 1_000;
const STORAGE_EACH_TICKS = 10;

/** How far this device is with its gateway, what waits on it, and what keeps it. */
@customElement('ls-sync-page')
export class LsSyncPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private storage: StorageHere | null = null;
  @state() private denied = false;
  @state() private correcting: string | null = null;

  readonly #connection = new LiveValue<Connection>(this);
  readonly #sync = new LiveValue<SyncState>(this);
  readonly #refused = new LiveValue<RefusedEntry[]>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #lines = new LiveValue<LineReference[]>(this);
  /** For the names of what was entered about it. */
  readonly #plan = new LiveValue<PlanView | null>(this);
  /** For the plant's zone and its reasons, which come with any line. */
  readonly #first = new LiveValue<LineData | null>(this);
  #timer: ReturnType<typeof setInterval> | undefined;
  #ticks = 0;

  static override styles = [tokens, controls, pageMessageStyles, sourceHeaderStyles, syncPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      this.requestUpdate();
      if (++this.#ticks % STORAGE_EACH_TICKS === 0) void this.#look();
    }, TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(): void {
    const { data } = this;
    this.#connection.follow([data], () => data.connection);
    this.#sync.follow([data], () => data.sync.now);
    this.#refused.follow([data], () => data.refused);
    this.#access.follow([data], () => data.access.now);
    this.#lines.follow([data], () => data.lines);
    this.#plan.follow([data], () => data.planning.plan);
    const first = this.#lines.value?.[0]?.id;
    if (first !== undefined) this.#first.follow([data, first], () => data.line(first));
  }

  protected override firstUpdated(): void {
    void this.#look();
  }

  protected override render() {
    const connection = this.#connection.value;
    const sync = this.#sync.value;
    if (!connection) return nothing;
    const zone = this.#first.value?.plant.timezone ?? 'UTC';
    const links = [{ href: '/', text: t('allLines') }];
    return html`${sourceHeader({ data: this.data, connection, zone, title: s('title'), links })}
    ${sync ? this.#page(connection, sync, zone) : pageMessage(s('connecting'))}`;
  }

  #page(connection: Connection, sync: SyncState, zone: string) {
    const { data } = this;
    const around = this.#around(zone);
    const refused = [...(this.#refused.value ?? [])].sort((a, b) => a.fact.at - b.fact.at);
    const installed = matchMedia('(display-mode: standalone)').matches;
    const { state } = connection;
    const why = { state, fit: sync.fit, maySend: data.access.may('push') };
    return html`<main>
      <ls-sync-state .data=${data} .connection=${connection} .sync=${sync} .zone=${zone}></ls-sync-state>
      <div class="entries">
        ${refused.length === 0 ? nothing : this.#notAccepted(refused, around)}
        <ls-sync-waiting .rows=${waitingRows(sync.waiting, around, why)}></ls-sync-waiting>
        <ls-sync-file-way .data=${data} .count=${sync.waiting.length + refused.length}></ls-sync-file-way>
      </div>
      <div class="device">
        <ls-sync-here .rows=${hereRows(sync, zone, around.now)}></ls-sync-here>
        <ls-sync-ready
          .rows=${readyRows({ connection, storage: this.storage, installed })}
          ?denied=${this.denied}
          @keep-wanted=${() => void this.#keep()}
        ></ls-sync-ready>
        <ls-sync-facts
          .facts=${deviceFacts({ connection, sync, storage: this.storage, zone, now: around.now, gatewayName: connection.away?.name ?? null })}
        ></ls-sync-facts>
      </div>
    </main>`;
  }

  /** Whose a number is, the plan says. */
  #isKnown(entry: RefusedEntry): boolean {
    return Boolean(this.#plan.value) || numberToChange(entry) === null;
  }

  #notAccepted(refused: readonly RefusedEntry[], around: Around) {
    const correcting = refused.find(({ id }) => id === this.correcting);
    return html`<ls-sync-refused
      .rows=${refused.map((entry) => ({
        id: entry.id,
        what: whatEntered(entry.fact, around),
        line: lineOf(entry.fact, around),
        by: enteredBy(entry.fact, around),
        typed: typedIn(entry.fact),
        why: sentence(whyRefused(entry)),
        values: valuesEntered(entry.fact, around),
        correctable: isCorrectable(entry) && this.#isKnown(entry),
      }))}
      .correcting=${correcting?.id ?? null}
      @correct-wanted=${({ detail }: CustomEvent<string>) => (this.correcting = detail)}
      @dismissed=${({ detail }: CustomEvent<string>) => void this.data.dismissRefused(detail)}
      >${
        correcting
          ? html`<ls-entry-again
              slot=${correcting.id}
              .data=${this.data}
              .entry=${correcting}
              .reasons=${around.reasons}
              .plan=${around.plan}
              @closed=${() => (this.correcting = null)}
            ></ls-entry-again>`
          : nothing
      }</ls-sync-refused
    >`;
  }

  #around(zone: string): Around {
    const { person, recent } = this.#access.value ?? { person: null, recent: [] };
    return {
      reasons: this.#first.value?.reasons ?? [],
      lines: new Map((this.#lines.value ?? []).map(({ id, name }) => [id, name])),
      people: new Map([
        ...(this.#plan.value?.names ?? []),
        ...[...recent, ...(person ? [person] : [])].map(({ user, name }) => [user, name] as const),
      ]),
      plan: this.#plan.value?.plan ?? null,
      zone,
      now: this.data.now(),
    };
  }

  async #look(): Promise<void> {
    this.storage = await this.data.sync.storage();
  }

  async #keep(): Promise<void> {
    this.storage = await this.data.sync.keepStorage();
    this.denied = this.storage.persisted === false;
  }
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-page': LsSyncPage;
  }
}
