/**
 * Notices when a source cannot be heard, and records it as a fact when it can again. An outage that is still open is noted
 * in a `local` document, so that a kill in the middle of it does not make the time before look like a standstill.
 */
import { createHash } from 'node:crypto';
import { factsDatabase, localDatabase } from '../../shared/documents/database-names.ts';
import { outageId, type Outage, type OutageCause } from '../../shared/documents/outage.ts';
import { AppError } from '../../shared/errors.ts';
import type { FactWriter } from '../pipeline/fact-writer.ts';
import { recordedOutages } from '../pipeline/recorded-outages.ts';
import type { SourceStatus } from '../sources/source.ts';
import type { Store, StoredDocument } from '../store/store.ts';

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
/** Over, and on its way to the store. */
interface EndedOutage extends OpenOutage {
  line: string;
  source: string;
  to: number;
}
/** What is kept in the `local` document. */
interface Noted {
  open: Record<string, OpenOutage>;
  ended: EndedOutage[];
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
  bug: (error: unknown) => void;
}

export class OutageWatch {
  readonly #parts: OutageWatchParts;
  readonly #sources = new Map<string, WatchedSource>();
  readonly #open = new Map<string, OpenOutage>();
  #ended: { outage: EndedOutage; ticket: number }[] = [];
  #noted = '';
  #noting: Promise<void> = Promise.resolve();

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
    const [document] = await store.get(localDatabase(gateway, 'positions'), [OPEN]);
    const noted = { open: {}, ended: [], ...(document?.noted as Partial<Noted> | undefined) } as Noted;
    // Their facts may have been lost with the process; a fact that is there already is not written twice.
    for (const outage of noted.ended)
      if (!(await this.#isRecorded(outage, outage.from))) this.#parts.over(this.#write(outage));
    for (const source of sources) {
      const id = idOf(source);
      this.#sources.set(id, source);
      const before = noted.open[id];
      if (before && !(await this.#isRecorded(source, before.from))) this.#begin(id, before);
      else if (source.heardBefore !== null)
        this.#begin(id, { from: source.heardBefore, cause: 'gateway', detail: 'the gateway did not run' });
    }
    const timer = setInterval(() => void this.look().catch(this.#parts.bug), LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /**
   * A line listens to these from now on. What was open of one that stays is open still, and said again to whom it concerns;
   * nobody misses one that is gone.
   */
  watch(line: string, sources: readonly WatchedSource[]): void {
    for (const [id, source] of this.#sources) {
      if (source.line !== line) continue;
      if (!sources.some((other) => other.source === source.source)) this.heard(line, source.source, this.#parts.now());
      this.#sources.delete(id);
    }
    for (const source of sources) {
      const id = idOf(source);
      this.#sources.set(id, source);
      const open = this.#open.get(id);
      if (open) this.#begin(id, open);
    }
  }

  /** Bytes of the source arrived: before they are taken, so that they end the time of which nothing is known. */
  heard(line: string, source: string, at: number): void {
    const id = `${line}/${source}`;
    const outage = this.#open.get(id);
    if (!outage) return;
    this.#open.delete(id);
    this.#parts.open(line, source, null);
    if (at - outage.from >= LEAST_MS) this.#parts.over(this.#write({ ...outage, line, source, to: at }));
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

  /** The fact of an outage that is over, given to the writer. */
  #write(outage: EndedOutage): Outage {
    const { writer, gateway, now } = this.#parts;
    const { line, source, from, to, cause, detail } = outage;
    const said = { type: 'outage' as const, schema: 1, line, at: from, source, from, to, cause, detail };
    const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
    const document: Outage = {
      _id: outageId({ line, source, from }, hash),
      ...said,
      received: now(),
      by: { origin: gateway, user: null },
    };
    const ticket = writer.add(factsDatabase(gateway, line, from), document as unknown as StoredDocument);
    this.#ended.push({ outage, ticket });
    return document;
  }

  /** It was over, and the process ended before that was noted. */
  async #isRecorded({ line, source }: Pick<WatchedSource, 'line' | 'source'>, from: number): Promise<boolean> {
    const { store } = this.#parts;
    return (await recordedOutages(store, line, source)).some((outage) => outage.from === from);
  }

  /** One after the other: what holds last is what is noted last. */
  #note(): Promise<void> {
    this.#noting = this.#noting.then(() => this.#noteNow());
    return this.#noting;
  }

  async #noteNow(): Promise<void> {
    const { store, gateway, writer, log } = this.#parts;
    this.#ended = this.#ended.filter(({ ticket }) => !writer.isDurable(ticket));
    const noted: Noted = { open: Object.fromEntries(this.#open), ended: this.#ended.map(({ outage }) => outage) };
    const text = JSON.stringify(noted);
    if (text === this.#noted) return;
    try {
      await store.put(localDatabase(gateway, 'positions'), [{ _id: OPEN, noted }]);
      this.#noted = text;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Tried again with the next look.
      if (error.code !== 'STORE_UNREACHABLE') log(error.message);
    }
  }
}

function idOf({ line, source }: Pick<WatchedSource, 'line' | 'source'>): string {
  return `${line}/${source}`;
}
