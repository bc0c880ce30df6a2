/**
 * Notices when a source cannot be heard, and records it as a fact when it can again. An outage that is still open is noted
 * in a `local` document, so that a kill in the middle of it does not make the time before look like a standstill.
 */
import { createHash } from 'node:crypto';
import { factsDatabase, localDatabase } from '../shared/documents/database-names.ts';
import { outageId, type Outage, type OutageCause } from '../shared/documents/outage.ts';
import { AppError } from '../shared/errors.ts';
import type { FactWriter } from './pipeline/fact-writer.ts';
import type { SourceStatus } from './sources/source.ts';
import type { Store, StoredDocument } from './store/store.ts';

const LOOK_MS = 1_000;
/** Shorter ones are a plug that was touched. */
const LEAST_MS = 2_000;
const OPEN = 'open-outages';

export interface WatchedSource {
  line: string;
  /** Id within the line. */
  source: string;
  /** A port says by being silent that it is not heard; a folder with no new row does not. */
  isPort: boolean;
  status: () => SourceStatus;
  /** Observed or received last before the gateway started; null = never, or a file, which nobody has to listen to. */
  heardBefore: number | null;
}

interface OpenOutage {
  from: number;
  cause: OutageCause;
  detail: string;
}

export interface OutageWatchParts {
  store: Store;
  writer: FactWriter;
  gateway: string;
  /** The source cannot be heard since then; null = it is heard again. */
  open: (line: string, source: string, since: number | null) => void;
  /** An outage is over. */
  over: (outage: Outage) => void;
  now: () => number;
  log: (message: string) => void;
}

export class OutageWatch {
  readonly #parts: OutageWatchParts;
  readonly #sources = new Map<string, WatchedSource>();
  readonly #open = new Map<string, OpenOutage>();
  #noted = '{}';

  constructor(parts: OutageWatchParts) {
    this.#parts = parts;
  }

  /** Since when the source cannot be heard; null = it can. */
  since(line: string, source: string): number | null {
    return this.#open.get(`${line}/${source}`)?.from ?? null;
  }

  /** Before sources run: what was open when the gateway ended is open still. */
  async start(sources: readonly WatchedSource[], signal: AbortSignal): Promise<void> {
    const { store, gateway } = this.#parts;
    const [noted] = await store.get(localDatabase(gateway, 'positions'), [OPEN]);
    const before = (noted?.sources ?? {}) as Record<string, OpenOutage>;
    this.#noted = JSON.stringify(before);
    for (const source of sources) {
      const id = `${source.line}/${source.source}`;
      this.#sources.set(id, source);
      if (before[id]) this.#begin(id, before[id]);
      else if (source.heardBefore !== null)
        this.#begin(id, { from: source.heardBefore, cause: 'gateway', detail: 'the gateway did not run' });
    }
    const timer = setInterval(() => void this.look(), LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** Bytes of the source arrived: before they are taken, so that they end the time of which nothing is known. */
  heard(line: string, source: string, at: number): void {
    const id = `${line}/${source}`;
    const outage = this.#open.get(id);
    if (!outage) return;
    this.#open.delete(id);
    this.#parts.open(line, source, null);
    if (at - outage.from >= LEAST_MS) this.#record(line, source, outage, at);
  }

  async look(): Promise<void> {
    for (const [id, source] of this.#sources) {
      const { state, since, detail } = source.status();
      const isAway = state === 'lost' || (source.isPort && state === 'waiting');
      const open = this.#open.get(id);
      if (isAway && !open && since !== null) {
        this.#begin(id, { from: since, cause: state === 'lost' ? 'lost' : 'silent', detail: detail.slice(0, 200) });
      } else if (!isAway && open && state === 'live' && !source.isPort) {
        // A folder is heard when it can be listed; whether there are new rows in it says nothing.
        this.heard(source.line, source.source, this.#parts.now());
      }
    }
    await this.#note();
  }

  #begin(id: string, outage: OpenOutage): void {
    const { line, source } = this.#sources.get(id)!;
    this.#open.set(id, outage);
    this.#parts.open(line, source, outage.from);
  }

  #record(line: string, source: string, { from, cause, detail }: OpenOutage, to: number): void {
    const { writer, gateway, now, over } = this.#parts;
    const said = { type: 'outage' as const, schema: 1, line, at: from, source, from, to, cause, detail };
    const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
    const document: Outage = {
      _id: outageId({ line, source, from }, hash),
      ...said,
      received: now(),
      by: { origin: gateway, user: null },
    };
    writer.add(factsDatabase(gateway, line, from), document as unknown as StoredDocument);
    over(document);
  }

  async #note(): Promise<void> {
    const { store, gateway, log } = this.#parts;
    const sources = Object.fromEntries(this.#open);
    const text = JSON.stringify(sources);
    if (text === this.#noted) return;
    try {
      await store.put(localDatabase(gateway, 'positions'), [{ _id: OPEN, sources }]);
      this.#noted = text;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Tried again with the next look.
      if (error.code !== 'STORE_UNREACHABLE') log(error.message);
    }
  }
}
