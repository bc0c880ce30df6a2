/**
 * The plant's side of replication: what each gateway pushes and pulls, and what was noticed on the way. Each of its answers
 * is about the gateway that asks. HTTP is elsewhere (`api/routes/replication.ts`).
 */
import { AppError } from '../../../shared/errors.ts';
import { checkLive, linesOf } from '../../../shared/replication/live-question.ts';
import { offeredTo } from '../../../shared/replication/may-pull.ts';
import type { GatewayView, LiveAnswer, Offer, RelayedEvent } from '../../../shared/replication/protocol.ts';
import { PROTOCOL } from '../../../shared/sync/compatibility.ts';
import type { GatewayPrincipal } from '../../auth/principal.ts';
import type { Store } from '../../store/store.ts';
import { Bindings, type Enrolled } from './bindings.ts';
import { Checkpoints, checkpointKept, type CheckpointKept, type StoredCheckpoint } from './checkpoints.ts';
import { DatabaseAccess } from './database-access.ts';
import { GivenRows, type ChangesPage, type DocumentsAnswer } from './given-rows.ts';
import { HeardGateways } from './heard-gateways.ts';
import { Marks } from './marks.ts';
import { noRoom } from './not-yet.ts';
import { isAway, ReceivedBytes } from './received-bytes.ts';
import { ReceivedRows, type Quotas, type RowAnswer } from './received-rows.ts';
import { storedIds } from './stored-ids.ts';

/** A gateway with 5 lines and 50 sensors on each writes 30 GB a year. */
const QUOTAS: Quotas = { mostBytes: 100e9, mostNewsBytes: 200e6, mostDatabases: 2_000 };

export interface PlantReplicationParts {
  /** That announces what is inserted: rows that came are facts like all others. */
  store: Store;
  /** The plant. */
  gateway: string;
  name: () => string;
  version: string;
  gateways: Enrolled;
  /** Live frames of lines that are bound to the gateway. Answers whether it shall send the whole of it. */
  relay: (gateway: string, events: RelayedEvent[], whole: boolean) => boolean | Promise<boolean>;
  /** Whether the plant's disk takes more. */
  hasRoom: () => boolean;
  /** Months that retention let go of. */
  isDropped?: (database: string) => boolean;
  quotas?: Partial<Quotas>;
  now: () => number;
}

/** What `GatewayView` says of a gateway that only its plant knows. */
export type GatewayFigures = Pick<
  GatewayView,
  'lastHeardAt' | 'version' | 'clockOffsetMs' | 'usedBytes' | 'mostBytes' | 'refusedRows' | 'refusedLines'
> & { usedBytes: number; mostBytes: number };

export class PlantReplication {
  readonly #parts: PlantReplicationParts;
  readonly #quotas: Quotas;
  readonly #held: ReceivedBytes;
  readonly #received: ReceivedRows;
  readonly #given: GivenRows;
  readonly #checkpoints: Checkpoints;
  readonly #marks: Marks;
  readonly #bindings: Bindings;
  readonly #access: DatabaseAccess;
  readonly #heard = new HeardGateways();

  private constructor(parts: PlantReplicationParts, held: ReceivedBytes) {
    const { store, gateway: plant, hasRoom, isDropped = () => false, now } = parts;
    this.#parts = parts;
    this.#quotas = { ...QUOTAS, ...parts.quotas };
    this.#held = held;
    this.#received = new ReceivedRows({ store, held, quotas: this.#quotas, hasRoom, isDropped, now });
    this.#given = new GivenRows({ store, plant });
    this.#checkpoints = new Checkpoints({ store, plant, now });
    this.#marks = new Marks(now());
    this.#bindings = new Bindings(parts.gateways);
    this.#access = new DatabaseAccess({ store, bindings: this.#bindings, heard: this.#heard });
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async open(parts: PlantReplicationParts): Promise<PlantReplication> {
    return new PlantReplication(parts, await ReceivedBytes.open({ store: parts.store, plant: parts.gateway }));
  }

  /** Something was inserted into a database, by whomever. */
  written(database: string): void {
    this.#marks.written(database);
  }

  /** Reads what is stored of gateways of which no count was kept: once after the start, in the background. */
  async countUnknown(signal: AbortSignal): Promise<void> {
    await this.#held.countUnknown(signal).catch((error: unknown) => {
      // Counted after the next start.
      if (!isAway(error)) throw error;
    });
  }

  /** What was counted is kept. */
  close(): Promise<void> {
    return this.#held.close();
  }

  figures(gateway: string): GatewayFigures {
    const { foreignLines, ...heard } = this.#heard.seen(gateway);
    const refusedLines = [...new Set([...this.#bindings.declaredBy(gateway), ...foreignLines])]
      .sort()
      .map((line) => ({ line, boundTo: this.#bindings.of(line) ?? '' }))
      .filter(({ boundTo }) => boundTo !== gateway);
    const { mostBytes } = this.#quotas;
    return { ...heard, usedBytes: this.#held.of(gateway).bytes, mostBytes, refusedLines };
  }

  /** A gateway asks for something. `version` = of its release; null = not told. */
  heard(gateway: string, version: string | null): void {
    this.#heard.heard(gateway, this.#parts.now(), version);
  }

  async offer(asking: GatewayPrincipal): Promise<Offer> {
    const { store, gateway: plant, name, version, now } = this.#parts;
    const filled = this.#held.filled();
    const names = await store.databases('');
    this.#held.forgetDropped(filled, names);
    const { news, rebuild } = offeredTo(this.#bindings.reader(asking), plant, names);
    const { usedBytes, mostBytes, refusedLines } = this.figures(asking.id);
    return {
      ...{ gateway: plant, name: name(), protocol: PROTOCOL, version, now: now() },
      lines: [...asking.lines],
      pull: news.map((database) => ({ name: database, mark: this.#marks.of(database) })),
      ...{ rebuild, refusedLines, quota: { usedBytes, mostBytes } },
    };
  }

  async info(asking: GatewayPrincipal, database: string): Promise<Record<string, unknown>> {
    await this.#access.any(asking, database);
    return { db_name: database, update_seq: this.#marks.of(database), instance_start_time: '0' };
  }

  async checkpoint(asking: GatewayPrincipal, database: string, id: string): Promise<StoredCheckpoint> {
    await this.#access.any(asking, database);
    return this.#checkpoints.get({ gateway: asking.id, database, id });
  }

  async putCheckpoint(
    asking: GatewayPrincipal,
    database: string,
    { id, sent }: { id: string; sent: unknown },
  ): Promise<CheckpointKept> {
    const { store, hasRoom } = this.#parts;
    await this.#access.any(asking, database);
    if (!hasRoom()) throw noRoom();
    const isThere = this.#held.has(database) || (await store.databases(database)).includes(database);
    // Nothing was ever brought there: how far that came need not be known, and the name may be made up.
    if (!isThere) return checkpointKept(id);
    return this.#checkpoints.put({ gateway: asking.id, database, id }, sent);
  }

  /** Of `asked` (id → revisions) those whose id is not there, as CouchDB says it. */
  async missing(
    asking: GatewayPrincipal,
    database: string,
    asked: Readonly<Record<string, string[]>>,
  ): Promise<Record<string, { missing: string[] }>> {
    this.#access.own(asking, database);
    const stored = await storedIds(this.#parts.store, database, Object.keys(asked));
    const absent = Object.entries(asked).filter(([id]) => !stored.has(id));
    return Object.fromEntries(absent.map(([id, revisions]) => [id, { missing: revisions }]));
  }

  /** One answer a row, in order. */
  async take(asking: GatewayPrincipal, database: string, rows: readonly unknown[]): Promise<RowAnswer[]> {
    const name = this.#access.own(asking, database);
    const answers = await this.#received.take({ database, name, rows });
    this.#heard.refusedRows(asking.id, answers.filter((answer) => 'error' in answer).length);
    return answers;
  }

  async changes(
    asking: GatewayPrincipal,
    database: string,
    { since, limit }: { since: string; limit: number },
  ): Promise<ChangesPage> {
    const name = await this.#access.foreign(asking, database);
    return this.#given.changes({ database, name }, since, limit);
  }

  async documents(asking: GatewayPrincipal, database: string, ids: readonly string[]): Promise<DocumentsAnswer> {
    const name = await this.#access.foreign(asking, database);
    return this.#given.documents({ database, name }, ids);
  }

  /** Of lines that are not bound to the gateway nothing is passed on. */
  async live(asking: GatewayPrincipal, sent: unknown): Promise<LiveAnswer> {
    const { relay, now } = this.#parts;
    const question = checkLive(sent);
    if (!question.ok) throw new AppError('REQUEST_INVALID', `The body is not valid: ${question.reason}.`);
    this.#heard.clock(asking.id, question.now - now());
    const events = question.events.filter((event) => {
      const foreign = linesOf(event).filter((line) => !asking.lines.includes(line));
      for (const line of foreign) this.#heard.foreignLine(asking.id, line);
      return foreign.length === 0;
    });
    const ask = await relay(asking.id, events, question.whole);
    return { now: now(), ask };
  }
}
