/**
 * The audit trail of a gateway: one chain, appended in order, entries of 20 ms together. An act is refused when its entry
 * cannot be kept; what happened anyway waits until it can. What was once made an entry stays one, also when nobody knows
 * whether the store took it: another in its place would fork the chain. If its act was refused meanwhile, the next entry says so.
 */
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { AppError } from '../../shared/errors.ts';
import type { Happened, LateAudit } from './audit.ts';
import { findHead } from './find-head.ts';
import { readHeadFile } from './head-file.ts';
import { headOf, makeEntry } from './make-entry.ts';
import { newestEntry } from './stored-entries.ts';
import { insertEntries, TrailWriter, type TrailWriterParts } from './trail-writer.ts';

/** `headFile`: see `headFileIn`. */
export interface AuditChainParts extends TrailWriterParts {
  now: () => number;
}

interface Waiting {
  happened: Happened;
  /** The gateway's clock when it happened, ms. */
  received: number;
  kept?: () => void;
  /** Absent = it waits. */
  failed?: (error: unknown) => void;
  /** Its act is refused when it fails. */
  isAct: boolean;
}

interface Batch {
  entries: AuditEntry[];
  waiting: Waiting[];
}

const GATHER_MS = 20;
const RETRY_MS = 1_000;
const MOST_TOGETHER = 500;
/** Of things that happened anyway, while the store is away. */
const MOST_LATE = 1_000;

export class AuditChain implements LateAudit {
  readonly #parts: AuditChainParts;
  readonly #writer: TrailWriter;
  #waiting: Waiting[] = [];
  #batch: Batch | null = null;
  /** The batch could not be written; it is tried again. */
  #stuck = false;
  #lost = 0;
  #gathering: NodeJS.Timeout | null = null;
  #retrying: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;
  /** Told of each entry as soon as it is sure to be in the trail sooner or later. */
  onMade: (entry: AuditEntry) => void = () => {};

  private constructor(parts: AuditChainParts, head: TrailHead) {
    this.#parts = parts;
    this.#writer = new TrailWriter(parts, head);
  }

  /** Goes on where the trail ends. What does not fit together is logged and becomes an entry. */
  static async open(parts: AuditChainParts): Promise<AuditChain> {
    const { store, gateway, headFile, log } = parts;
    const kept = await readHeadFile(headFile);
    await insertEntries(parts, kept?.pending ?? []);
    const last = kept?.pending.at(-1);
    const { head, broken } = findHead(last ? headOf(last) : kept, await newestEntry(store, gateway));
    const chain = new AuditChain(parts, head);
    if (broken === null) await chain.#writer.writeHead();
    else {
      log(`The audit trail is not whole: ${broken} Run npx lineside verify.`);
      await chain.record(brokenTrail(broken));
    }
    return chain;
  }

  /** Of the last entry that is kept. */
  head(): TrailHead {
    return this.#writer.head;
  }

  record(happened: Happened): Promise<void> {
    return this.#add(happened, true);
  }

  recordLater(happened: Happened): void {
    if (this.#waiting.length < MOST_LATE) {
      this.#waiting.push({ happened, received: this.#parts.now(), isAct: false });
      this.#gather();
      return;
    }
    this.#lost++;
    if (this.#lost === 1)
      this.#parts.log('The store is away for long: things happen that the audit trail will not say.');
  }

  /**
   * What happened anyway and is told again if this rejects (STORE_UNREACHABLE). `onMade` says of which there are entries
   * already: those must not be given again.
   */
  async append(all: readonly Happened[]): Promise<void> {
    await Promise.all(all.map((happened) => this.#add(happened, false)));
    if (this.#stuck) throw storeAway();
  }

  /** Keeps what waits, if that is possible now. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of [this.#gathering, this.#retrying]) if (timer) clearTimeout(timer);
    await this.#drainNext();
    const lost = this.#waiting.length + this.#lost;
    if (lost > 0)
      this.#parts.log(`The audit trail does not say ${lost} things that happened while the store was away.`);
  }

  #add(happened: Happened, isAct: boolean): Promise<void> {
    if (this.#closed) return Promise.reject(storeAway());
    return new Promise((kept, failed) => {
      this.#waiting.push({ happened, received: this.#parts.now(), kept, failed, isAct });
      this.#gather();
    });
  }

  #gather(): void {
    if (this.#closed) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      void this.#drainNext();
    }, GATHER_MS);
  }

  #drainNext(): Promise<void> {
    return (this.#work = this.#work.then(() => this.#drain()));
  }

  /** Never rejects: whoever waits is told. */
  async #drain(): Promise<void> {
    while (this.#batch || this.#waiting.length > 0) {
      const batch = (this.#batch ??= this.#nextBatch());
      try {
        const differing = await this.#writer.write(batch.entries);
        this.#over();
        if (differing.length === 0) for (const { kept } of batch.waiting) kept?.();
        else this.#foreign(batch, differing);
      } catch (error) {
        if (!isAway(error)) {
          this.#batch = null;
          this.#stuck = false;
          this.#refuse(batch.waiting, error);
          continue;
        }
        this.#stuck = true;
        // Those behind were never made entries: nothing is left of an act that is refused now.
        this.#refuse([...batch.waiting, ...this.#waiting], error);
        this.#waiting = this.#waiting.filter(({ failed }) => !failed);
        if (!this.#closed)
          this.#retrying ??= setTimeout(() => {
            this.#retrying = null;
            void this.#drainNext();
          }, RETRY_MS);
        return;
      }
    }
  }

  #nextBatch(): Batch {
    const waiting = this.#waiting.splice(0, MOST_TOGETHER);
    const entries: AuditEntry[] = [];
    let head = this.#writer.head;
    for (const { happened, received } of waiting) {
      const entry = makeEntry(happened, received, head, this.#parts.gateway);
      entries.push(entry);
      head = headOf(entry);
      this.onMade(entry);
    }
    return { entries, waiting };
  }

  #over(): void {
    const { entries, waiting } = this.#batch!;
    this.#batch = null;
    if (!this.#stuck) return;
    this.#stuck = false;
    const undone = waiting.flatMap(({ isAct }, i) => (isAct ? [notDone(entries[i]!)] : []));
    const lost = this.#lost > 0 ? [brokenTrail(`${this.#lost} things that happened before are not in it.`)] : [];
    this.#lost = 0;
    const received = this.#parts.now();
    this.#waiting.unshift(...[...undone, ...lost].map((happened) => ({ happened, received, isAct: false })));
  }

  #refuse(waiting: readonly Waiting[], error: unknown): void {
    for (const { failed } of waiting) failed?.(error);
  }

  /** Something else writes to this gateway's trail. */
  #foreign(batch: Batch, differing: readonly number[]): void {
    const what = `Something else wrote entry ${differing.join(', ')}.`;
    this.#parts.log(`The audit trail is not whole: ${what} Run npx lineside verify.`);
    this.#refuse(batch.waiting, new AppError('STORE_REFUSED', `The audit trail could not be kept. ${what}`));
    this.recordLater(brokenTrail(what));
  }
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNREACHABLE';
}

function storeAway(): AppError {
  return new AppError('STORE_UNREACHABLE', 'The audit trail cannot be kept just now; try again in a moment.');
}

function brokenTrail(reason: string): Happened {
  return { what: 'trail-broken', subject: 'audit', user: null, device: null, reason };
}

function notDone({ _id, seq, what }: AuditEntry): Happened {
  const reason = `The store took entry ${seq} too late: this was refused.`;
  return { what: 'not-done', subject: _id, user: null, device: null, new: { seq, what }, reason };
}
