/** Answers about series that are kept on this device: bounded, and what was not looked at for longest leaves first. */

export interface KeptAnswer {
  bytes: Uint8Array;
  etag: string | null;
  /** When the gateway last said that this is so, ms. */
  keptAt: number;
}

export interface Limits {
  entries: number;
  bytes: number;
}

interface Use {
  bytes: number;
  usedAt: number;
}

const LIMITS: Limits = { entries: 400, bytes: 30_000_000 };
/** Where the cache notes when what was used: in itself, so that both leave together. */
const INDEX = '/api/series/kept';
const NOTE_AFTER_MS = 1_000;

/** What has to leave, the longest unused first. Pure. */
export function leaving(uses: ReadonlyMap<string, Use>, limits: Limits): string[] {
  let bytes = [...uses.values()].reduce((sum, use) => sum + use.bytes, 0);
  let entries = uses.size;
  const gone: string[] = [];
  for (const [url, use] of [...uses].sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
    if (entries <= limits.entries && bytes <= limits.bytes) break;
    gone.push(url);
    bytes -= use.bytes;
    entries--;
  }
  return gone;
}

export class SeriesCache {
  readonly #cache: Promise<Cache | null>;
  readonly #uses: Promise<Map<string, Use>>;
  readonly #clock: () => number;
  readonly #limits: Limits;
  #noting: ReturnType<typeof setTimeout> | undefined;

  /** A device that refuses storage is a device that keeps nothing: `open` may reject. */
  constructor(open: () => Promise<Cache>, clock: () => number, limits: Limits = LIMITS) {
    this.#cache = open().catch(() => null);
    this.#uses = this.#cache.then((cache) => (cache ? readUses(cache) : new Map<string, Use>()));
    this.#clock = clock;
    this.#limits = limits;
  }

  async get(url: string): Promise<KeptAnswer | null> {
    const cache = await this.#cache;
    const found = await cache?.match(url);
    if (!found) return null;
    const bytes = new Uint8Array(await found.arrayBuffer());
    await this.#used(url, bytes.length);
    return { bytes, etag: found.headers.get('etag'), keptAt: Number(found.headers.get('x-kept-at')) };
  }

  /** Never fails: what cannot be kept is shown all the same. */
  async put(url: string, { bytes, etag, keptAt }: KeptAnswer): Promise<void> {
    const cache = await this.#cache;
    const headers = { 'x-kept-at': String(keptAt), ...(etag === null ? {} : { etag }) };
    try {
      await cache?.put(url, new Response(bytes.slice(), { headers }));
    } catch {
      return;
    }
    const uses = await this.#used(url, bytes.length);
    for (const gone of leaving(uses, this.#limits)) {
      uses.delete(gone);
      await cache?.delete(gone);
    }
  }

  async #used(url: string, bytes: number): Promise<Map<string, Use>> {
    const uses = await this.#uses;
    uses.set(url, { bytes, usedAt: this.#clock() });
    this.#noting ??= setTimeout(() => void this.#note(), NOTE_AFTER_MS);
    return uses;
  }

  async #note(): Promise<void> {
    this.#noting = undefined;
    const cache = await this.#cache;
    await cache?.put(INDEX, new Response(JSON.stringify([...(await this.#uses)]))).catch(() => undefined);
  }
}

/** What another tab has kept meanwhile counts as unused for longest. */
async function readUses(cache: Cache): Promise<Map<string, Use>> {
  const noted = await cache.match(INDEX).then((found) => found?.json() as Promise<[string, Use][]> | undefined);
  const known = new Map(noted ?? []);
  const uses = new Map<string, Use>();
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url, 'http://here');
    const key = pathname + search;
    if (key !== INDEX) uses.set(key, known.get(key) ?? { bytes: 0, usedAt: 0 });
  }
  return uses;
}
