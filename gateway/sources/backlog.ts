/**
 * What devices said and the journal has not taken yet. The bytes are nowhere else, so they are kept in order and offered
 * until they are taken. All that waits is offered at once: it shares one sync of the journal.
 */
import { AppError } from '../../shared/errors.ts';
import { BackOff, type BackOffLimits } from './back-off.ts';
import type { Block, SourceParts } from './source.ts';

const MAX_BYTES = 4 * 1024 * 1024;
/** What a block costs in memory beside its bytes: most readings are shorter than this. */
const BLOCK_BYTES = 512;
/** A disk that has room again is noticed within 4 s. */
const REOFFER = { firstMs: 250, maxMs: 2_000 };

export interface BacklogOptions {
  /** `<line>/<source>`. */
  sourceId: string;
  /** What a person would look for: the port, the address. */
  file: string;
  /** Names this run of the gateway: positions of different runs never meet. */
  bootId: string;
  /** Gives so many records of this source in this run their numbers; answers the first, from 0. */
  nextRecords: (count: number) => number;
  parts: SourceParts;
  /** Memory for what is not taken; default 4 MB. */
  maxBytes?: number | undefined;
  reoffer?: BackOffLimits | undefined;
}

export class Backlog {
  readonly #options: BacklogOptions;
  readonly #reoffer: BackOff;
  #waiting: Block[] = [];
  #waitingBytes = 0;
  #refusal: string | null = null;
  #closed = false;
  #changed = Promise.withResolvers<void>();
  /** From the first to the last time that the device was not listened to because memory was full; `to` null = still. */
  #deaf: { from: number; to: number | null } | null = null;
  #lastBlockAt: number | null = null;

  constructor(options: BacklogOptions) {
    this.#options = options;
    this.#reoffer = new BackOff(options.reoffer ?? REOFFER);
  }

  get bytes(): number {
    return this.#waitingBytes;
  }

  get lastBlockAt(): number | null {
    return this.#lastBlockAt;
  }

  /** A sentence each. */
  get problems(): string[] {
    const problems = this.#refusal === null ? [] : [this.#refusal];
    if (this.#deaf) {
      const { from, to } = this.#deaf;
      const until = to === null ? `since ${time(from)}` : `between ${time(from)} and ${time(to)}`;
      problems.push(`Memory was full: bytes of "${this.#options.file}" may have been lost ${until}`);
    }
    return problems;
  }

  get isFull(): boolean {
    return this.#waitingBytes + this.#waiting.length * BLOCK_BYTES >= (this.#options.maxBytes ?? MAX_BYTES);
  }

  /** Takes records that arrived together; they are copied. */
  add(bytes: Buffer, records: number, receivedAt: number): void {
    const { sourceId, file, bootId, nextRecords } = this.#options;
    // Of its own memory: a view would keep the whole read it came with, and small copies a pool's page.
    const own = Buffer.allocUnsafeSlow(bytes.length);
    bytes.copy(own);
    const offset = nextRecords(records);
    this.#waiting.push({ sourceId, file, fileKey: bootId, generation: 0, offset, bytes: own, receivedAt });
    this.#waitingBytes += own.length;
    this.#change();
  }

  /** Resolves when there is room again or the signal aborts. Meanwhile nobody listens to the device, and that is remembered. */
  async room(signal: AbortSignal): Promise<void> {
    const { parts } = this.#options;
    const wake = (): void => this.#change();
    this.#deaf = { from: this.#deaf?.from ?? parts.now(), to: null };
    signal.addEventListener('abort', wake, { once: true });
    while (this.isFull && !signal.aborted) await this.#changed.promise;
    signal.removeEventListener('abort', wake);
    this.#deaf.to = parts.now();
  }

  /** No more will be added. */
  close(): void {
    this.#closed = true;
    this.#change();
  }

  /**
   * Hands over until it is closed and empty. Once the signal has aborted, a refusal ends it too: the bytes are lost then, for
   * the gateway ends. Rejects only for a bug.
   */
  async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      while (this.#waiting.length === 0 && !this.#closed) await this.#changed.promise;
      if (this.#waiting.length === 0) return;
      await this.#offer();
      if (this.#refusal === null) {
        this.#reoffer.reset();
      } else {
        if (signal.aborted) return;
        await this.#reoffer.wait(signal);
      }
    }
  }

  async #offer(): Promise<void> {
    // After a refusal one block tries the ground.
    const offered = this.#refusal === null ? [...this.#waiting] : this.#waiting.slice(0, 1);
    const outcomes = await Promise.allSettled(offered.map((block) => this.#options.parts.accept(block)));
    const refused: Block[] = [];
    this.#refusal = null;
    for (const [i, outcome] of outcomes.entries()) {
      const block = offered[i]!;
      if (outcome.status === 'fulfilled') {
        this.#lastBlockAt = block.receivedAt;
        this.#waitingBytes -= block.bytes.length;
      } else {
        if (!(outcome.reason instanceof AppError)) throw outcome.reason;
        this.#refusal = outcome.reason.message;
        refused.push(block);
      }
    }
    this.#waiting.splice(0, offered.length, ...refused);
    this.#change();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

function time(at: number): string {
  return new Date(at).toISOString();
}
