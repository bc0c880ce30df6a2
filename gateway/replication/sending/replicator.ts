/**
 * A line's side of replication: its databases go up to the plant, the plant's configuration and plan come down, live
 * figures are forwarded. It asks and is never asked; the plant may be away for weeks.
 */
import { localDatabase } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Offer, RelayedEvent, ReplicationStatus, ResendAnswer } from '../../../shared/replication/protocol.ts';
import type { PlantLink } from '../../auth/plant-link.ts';
import type { CouchAddress } from '../../store/couch-http.ts';
import type { Store } from '../../store/store.ts';
import { bothEnds, LANES, type BothEnds } from './both-ends.ts';
import { CopyProgress } from './copy-progress.ts';
import { CopyQueue, type Copy } from './copy-queue.ts';
import { DeniedRows } from './denied-rows.ts';
import { LiveForwarding } from './live-forwarding.ts';
import { OfferedDatabases } from './offered-databases.ts';
import { OwnDatabases } from './own-databases.ts';
import { PlantContact, type PlantState } from './plant-contact.ts';
import { copyWithPlant } from './plant-copies.ts';
import { PlantFailure } from './plant-failure.ts';
import { isPullable } from './plant-offer.ts';
import { giveInBulk } from './pouch-end.ts';
import { replicationState } from './replication-state.ts';
import { resend } from './resend.ts';
import { PACE, type SendingPace } from './sending-pace.ts';
import { Sweeps } from './sweeps.ts';
import { verify, type Verification } from './verify.ts';

export interface ReplicatorParts {
  gateway: string;
  /** Ids that this gateway had before it was restored or rebuilt. */
  former: readonly string[];
  link: PlantLink;
  /** Of this release. */
  version: string;
  store: Store;
  /** Where the store listens now. */
  address: () => CouchAddress | Promise<CouchAddress>;
  /** What the plant has for this gateway, each time that it says so. */
  offered?: (offer: Offer) => void;
  /** Months that were dropped here are not fetched again. */
  isDropped?: (database: string) => boolean;
  /** Something came from the plant into that database. */
  pulled: (database: string) => void;
  /** Events `hour` and `line` of all lines, as they are now. */
  whole: () => readonly RelayedEvent[];
  /** Whether sensor series and chunks go to the plant. */
  series: () => boolean;
  /** Once when the plant is reached, away or refuses, not for each try. */
  onState: (state: PlantState) => void;
  now: () => number;
  /** 0…1, for back-off. */
  random: () => number;
  pace?: SendingPace;
}

export class Replicator {
  readonly #parts: ReplicatorParts;
  readonly #pace: SendingPace;
  readonly #stopping = new AbortController();
  readonly #ends: BothEnds;
  readonly #contact: PlantContact;
  readonly #queue: CopyQueue;
  readonly #live: LiveForwarding;
  readonly #denied: DeniedRows;
  readonly #progress: CopyProgress;
  readonly #databases: OwnDatabases;
  readonly #sweeps: Sweeps;
  readonly #offers = new OfferedDatabases();
  /** Bound to this gateway, as the plant last said. */
  #lines = '';
  #running: Promise<unknown> = Promise.resolve();

  constructor(parts: ReplicatorParts) {
    const { gateway, former, link, version, store, series, now, random } = parts;
    const pace = parts.pace ?? PACE;
    const own = [gateway, ...former];
    const kept = localDatabase(gateway, 'replication');
    this.#parts = parts;
    this.#pace = pace;
    this.#ends = bothEnds({ link, version, patience: pace.patience, address: parts.address });
    this.#denied = new DeniedRows(store, kept);
    this.#progress = new CopyProgress(store, kept);
    this.#databases = new OwnDatabases({ own, series, store, progress: this.#progress });
    this.#sweeps = new Sweeps(this.#databases);
    this.#contact = new PlantContact({
      ...{ own, plant: link.gateway, everyMs: pace.offerMs, longestMs: pace.longestMs },
      ...{ now, random, onState: parts.onState, ask: this.#ends.plantGateway },
      offered: (offer, isBack) => {
        parts.offered?.(offer);
        const wanted = offer.pull.filter(({ name }) => !parts.isDropped?.(name));
        this.#offered({ ...offer, pull: wanted }, isBack);
      },
    });
    this.#queue = new CopyQueue({
      ...{ lanes: LANES, coalesceMs: pace.coalesceMs, longestMs: pace.longestMs, now, random },
      mayCopy: () => this.#contact.isReached,
      copy: (copy) => this.#copy(copy),
    });
    this.#live = new LiveForwarding({
      ...{ everyMs: pace.liveMs, beatMs: pace.beatMs, now, whole: parts.whole, ask: this.#ends.plantLive },
      isReached: () => this.#contact.isReached,
      failed: (failure) => this.#doubtFor(failure),
    });
  }

  /** Resolves when it is at work; whether the plant answers is another matter. */
  async start(): Promise<void> {
    const { signal } = this.#stopping;
    await giveInBulk();
    await this.#denied.load();
    await this.#progress.load();
    const sweeping = setInterval(() => void this.#sweep(), this.#pace.sweepMs);
    const saving = setInterval(() => void this.#save(), this.#pace.saveMs);
    signal.addEventListener('abort', () => [sweeping, saving].forEach(clearInterval));
    this.#running = Promise.all([this.#contact.run(signal), this.#live.run(signal)]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#queue.stop();
    this.#ends.close();
    await this.#running;
    await this.#save();
  }

  /** Something was inserted there. */
  wake(database: string): void {
    if (!this.#databases.isOwn(database)) return;
    this.#databases.see(database);
    this.#queue.want({ database, direction: 'push' });
  }

  /** The plant may have something new. */
  hint(): void {
    this.#contact.askNow();
  }

  forward(event: RelayedEvent): void {
    this.#live.forward(event);
  }

  /** For a rebuild: brings one database of the plant here now. Rejects with PlantFailure or AppError; then try again. */
  async fetch(database: string): Promise<void> {
    if (!isPullable(database, [this.#parts.gateway]))
      throw new AppError('CONFLICT', `"${database}" is written here, so it is not fetched from the plant.`);
    await this.#copy({ database, direction: 'pull' });
  }

  /** Asks the plant for each id of an own database: nothing may be dropped of which any is missing there. */
  async verify(database: string): Promise<Verification> {
    const verification = await verify(database, this.#ends);
    const verified = { at: this.#parts.now(), missing: verification.missing };
    this.#progress.note({ database, direction: 'push' }, { verified });
    await this.#progress.save();
    return verification;
  }

  /** Rejects with PlantFailure when the plant cannot be asked. */
  async resend(rows: { database: string; ids: readonly string[] }): Promise<ResendAnswer> {
    if (!this.#databases.isOwn(rows.database))
      throw new AppError('REQUEST_INVALID', `"${rows.database}" is not sent from here.`);
    return resend(rows, { ...this.#ends, denied: this.#denied, now: this.#parts.now });
  }

  status(): Promise<ReplicationStatus> {
    const { link, store } = this.#parts;
    const [contact, queue, progress, denied] = [this.#contact, this.#queue, this.#progress, this.#denied];
    return replicationState({ link, store, contact, queue, progress, denied }, [
      ...this.#databases.names().map((database) => ({ database, direction: 'push' as const })),
      ...this.#offers.names().map((database) => ({ database, direction: 'pull' as const })),
    ]);
  }

  #offered({ pull, lines }: Offer, isBack: boolean): void {
    for (const database of this.#offers.take(pull)) this.#queue.want({ database, direction: 'pull' });
    const isBoundAnew = this.#lines !== (this.#lines = lines.toSorted().join());
    // What waited for an admin to bind a line waits no longer.
    if (!isBack) return isBoundAnew ? this.#queue.resume() : this.#queue.look();
    this.#live.reached();
    this.#sweeps.anew();
    this.#queue.resume();
    void this.#sweep();
  }

  async #copy(copy: Copy): Promise<void> {
    const { gateway, link, pulled, now } = this.#parts;
    const isPulled = this.#offers.begin(copy.database);
    try {
      await copyWithPlant(copy, {
        ...{ gateway, plantGateway: link.gateway, own: this.#ends.own, plant: this.#ends.plant, pulled, now },
        ...{ denied: this.#denied, progress: this.#progress, signal: this.#stopping.signal },
      });
      isPulled();
    } catch (error) {
      if (error instanceof PlantFailure) this.#doubtFor(error);
      throw error;
    }
  }

  /** What is about the link or the token concerns all; what is about one request does not. */
  #doubtFor({ kind }: PlantFailure): void {
    if (kind === 'away' || kind === 'refused') this.#contact.doubt();
  }

  async #sweep(): Promise<void> {
    await this.#unlessAway(async () => {
      for (const database of await this.#sweeps.next()) this.wake(database);
    });
  }

  #save(): Promise<void> {
    return this.#unlessAway(() => this.#progress.save());
  }

  /** The own store may be starting anew: another time then. */
  async #unlessAway(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
}
