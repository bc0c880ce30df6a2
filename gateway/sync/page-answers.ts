/**
 * Pages as they go over the wire, read and compressed once for all devices that ask the same: two hundred tablets come back
 * after an outage, and most of them stand at the same place.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PullPage } from '../../shared/sync/protocol.ts';
import type { PullCollection } from '../../shared/sync/rows.ts';
import type { Scope } from './scope.ts';
import { isWithin } from './window-rows.ts';

/** A window moves on by the minute: nothing is kept for long. */
const KEPT_MS = 10_000;
const MOST_PAGES = 64;
const MOST_BYTES = 32_000_000;
/** Below this a packet is sent anyway. */
const COMPRESSED_FROM = 1_400;
/** Fast, and still a fifth of the size: rows are mostly digits and names of fields. */
const LEVEL = 3;
const gzipped = promisify(gzip);

/** A request that was understood. `since` '' = the device has nothing of this view. */
export interface Asked {
  collection: PullCollection;
  since: string;
  limit: number;
  scope: Scope;
}

export interface PageAnswer {
  json: Buffer;
  /** null = not worth it. */
  gzip: Buffer | null;
}

interface Read extends PageAnswer {
  /** Where whoever gets this goes on at once; null = nowhere. */
  next: string | null;
}

interface Kept {
  version: number;
  /** A window may be told as it was a moment ago: what was written since then follows it anyway. */
  lasting: boolean;
  at: number;
  read: Promise<Read>;
  bytes: number;
}

export interface PageAnswersParts {
  read: (asked: Asked) => Promise<PullPage<unknown>>;
  /** Of the rows of a collection; null = they are being written. */
  version: (collection: PullCollection) => number | null;
  now: () => number;
  /** Absent = gzip, by threads of which nobody knows when they are done. */
  compress?: (json: Buffer) => Promise<Buffer>;
}

export class PageAnswers {
  readonly #parts: PageAnswersParts;
  /** Oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(parts: PageAnswersParts) {
    this.#parts = parts;
  }

  async answer(asked: Asked): Promise<PageAnswer> {
    const read = await this.#once(asked);
    // Read while this page is on its way. Whoever asks for it is told of its failure.
    if (read.next !== null) this.#once({ ...asked, since: read.next }).catch(() => {});
    return read;
  }

  #once(asked: Asked): Promise<Read> {
    const { collection, since, limit, scope } = asked;
    const key = JSON.stringify([collection, since, limit, scope.id]);
    const known = this.#kept.get(key);
    const version = this.#parts.version(collection);
    if (known && this.#parts.now() - known.at < KEPT_MS && (known.lasting || known.version === version))
      return known.read;
    if (version === null) return this.#read(asked);
    const kept: Kept = { version, lasting: false, at: this.#parts.now(), read: this.#read(asked), bytes: 0 };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    kept.read.then(
      ({ json, gzip: small, next }) => {
        kept.lasting = next !== null;
        kept.bytes = json.length + (small?.length ?? 0);
        this.#makeRoom();
      },
      () => {
        if (this.#kept.get(key) === kept) this.#kept.delete(key);
      },
    );
    return kept.read;
  }

  async #read(asked: Asked): Promise<Read> {
    const page = await this.#parts.read(asked);
    const { since } = page.checkpoint;
    const json = Buffer.from(JSON.stringify(page));
    const { compress = (whole: Buffer) => gzipped(whole, { level: LEVEL }) } = this.#parts;
    const small = json.length < COMPRESSED_FROM ? null : await compress(json);
    return { json, gzip: small, next: isWithin(since) ? since : null };
  }

  #makeRoom(): void {
    let bytes = [...this.#kept.values()].reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [key, kept] of this.#kept) {
      if (this.#kept.size <= MOST_PAGES && bytes <= MOST_BYTES && this.#parts.now() - kept.at < KEPT_MS) return;
      this.#kept.delete(key);
      bytes -= kept.bytes;
    }
  }
}
