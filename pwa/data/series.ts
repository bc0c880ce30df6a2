/**
 * The series that a screen wants, from memory, from this device and from the gateway, in this order: what is here is
 * shown at once, and the gateway is asked whether it is still so.
 */
import type { Window } from '../../shared/calendar/windows.ts';
import { decodeReply, type SeriesReply } from '../../shared/series/reply.ts';
import { TIERS, type Tier } from '../../shared/series/tiers.ts';
import type { Fetch } from './requests.ts';
import type { SeriesCache } from './series-cache.ts';
import { bestPiece, type SeriesPiece } from './series-piece.ts';
import { askSeries } from './series-requests.ts';
import { freshForMs, TILE_MS, tilesOver, tileUrl, type Tile } from './series-tiles.ts';

export interface Demand {
  metrics: readonly string[];
  tier: Tier;
  window: Window;
}

/** A tile as far as it is known here. */
export interface HeldTile {
  readonly tile: Tile;
  readonly url: string;
  reply: SeriesReply | null;
  etag: string | null;
  /** When the gateway last said that `reply` is so, ms. */
  heardAt: number | null;
  /** When it was last asked; -Infinity = not in this session. */
  askedAt: number;
  /** `looking`: on this device; `asking`: the gateway. */
  state: 'looking' | 'idle' | 'asking';
  trouble: { kind: 'unreachable' } | { kind: 'failed'; detail: string } | null;
}

export interface SeriesParts {
  fetch: Fetch;
  cache: SeriesCache;
  /** The gateway's clock, ms. */
  now: () => number;
  /** Something that can be read has changed. */
  changed: () => void;
}

/** The browser has six connections to a host, and the event stream needs one of them. */
const AT_ONCE = 4;
/** What is settled changes only by late data. */
const SETTLED_FRESH_MS = 600_000;
/** After a question without answer the others wait. */
const PAUSE_MS = 2_000;
/** Tiles in memory that nobody wants now. */
const SPARE_TILES = 600;
/** More tiles than this are not put together in place of a coarser tier. */
const MOST_TILES = 60;

export class SeriesStore {
  readonly #parts: SeriesParts;
  readonly #tiles = new Map<string, HeldTile>();
  readonly #stop = new AbortController();
  #wanted: HeldTile[] = [];
  #asking = 0;
  #pausedUntil = -Infinity;

  constructor(parts: SeriesParts) {
    this.#parts = parts;
  }

  /** From now on these are wanted, the first before the others; what was wanted before is not asked for any more. */
  want(demands: readonly Demand[]): void {
    const wanted = demands.flatMap(({ metrics, tier, window }) => {
      const tiles = metrics.map((metric) => tilesOver(metric, tier, window).map((tile) => this.#held(tile)));
      // The latest of all metrics first, so that all curves grow together.
      const most = Math.max(0, ...tiles.map((all) => all.length));
      return Array.from({ length: most }, (_, i) => tiles.flatMap((all) => all[i] ?? [])).flat();
    });
    this.#wanted = [...new Set(wanted)];
    this.#forget();
    this.#ask();
  }

  /** What is known now of one metric, of the demanded tier or of another that covers more. */
  read(metric: string, { tier, window }: Omit<Demand, 'metrics'>): SeriesPiece {
    const at = TIERS.indexOf(tier);
    const tiers = [tier, ...TIERS.slice(at + 1), ...TIERS.slice(0, at).reverse()];
    const tilesOf = (other: Tier) =>
      tilesOver(metric, other, window).flatMap((tile) => this.#tiles.get(keyOf(tile)) ?? []);
    return bestPiece(
      tiers.filter((other) => mayCover(other, window)).map((other) => () => tilesOf(other)),
      window,
    );
  }

  /** Asks again for what has grown or was not answered. To be called every two seconds while somebody looks. */
  renew(): void {
    this.#ask();
  }

  /** The gateway is in reach again. */
  retry(): void {
    this.#pausedUntil = -Infinity;
    for (const held of this.#wanted) if (held.trouble) held.askedAt = -Infinity;
    this.#ask();
  }

  close(): void {
    this.#wanted = [];
    this.#stop.abort();
  }

  #held(tile: Tile): HeldTile {
    const key = keyOf(tile);
    const known = this.#tiles.get(key);
    const held: HeldTile = known ?? {
      tile,
      url: tileUrl(tile),
      reply: null,
      etag: null,
      heardAt: null,
      askedAt: -Infinity,
      state: 'looking',
      trouble: null,
    };
    // The map is in order of use.
    this.#tiles.delete(key);
    this.#tiles.set(key, held);
    if (!known) void this.#recall(held);
    return held;
  }

  /** From this device. */
  async #recall(held: HeldTile): Promise<void> {
    const kept = await this.#parts.cache.get(held.url);
    const reply = kept && replyIn(kept.bytes);
    if (kept && reply) {
      held.reply = reply;
      held.etag = kept.etag;
      held.heardAt = kept.keptAt;
    }
    held.state = 'idle';
    if (reply) this.#parts.changed();
    this.#ask();
  }

  /** Another tier of what could not be had: better than nothing. Of what this device has, not the gateway. */
  #recallOthers({ metric, tier, from, to }: Tile): void {
    const at = TIERS.indexOf(tier);
    for (const other of [...TIERS.slice(at + 1), ...TIERS.slice(Math.max(0, at - 1), at)]) {
      if (mayCover(other, { from, to })) tilesOver(metric, other, { from, to }).forEach((tile) => this.#held(tile));
    }
  }

  #ask(): void {
    const now = this.#parts.now();
    if (now < this.#pausedUntil) return;
    const due = this.#wanted.filter((held) => held.state === 'idle' && isDue(held, now));
    // What is missing comes before what may have changed.
    const order = [...due.filter(({ reply }) => !reply), ...due.filter(({ reply }) => reply)];
    for (const held of order.slice(0, AT_ONCE - this.#asking)) void this.#askFor(held);
  }

  async #askFor(held: HeldTile): Promise<void> {
    const { fetch, cache, now, changed } = this.#parts;
    held.state = 'asking';
    held.askedAt = now();
    this.#asking++;
    const answer = await askSeries(fetch, held.url, held.etag, this.#stop.signal);
    this.#asking--;
    held.state = 'idle';
    if (this.#stop.signal.aborted) return;
    switch (answer.kind) {
      case 'fresh': {
        const { bytes, etag } = answer;
        const reply = replyIn(bytes);
        held.trouble = reply ? null : { kind: 'failed', detail: 'the answer cannot be read' };
        if (!reply) break;
        Object.assign(held, { reply, etag, heardAt: now() });
        void cache.put(held.url, { bytes, etag, keptAt: now() });
        break;
      }
      case 'same':
        held.heardAt = now();
        held.trouble = null;
        break;
      case 'unreachable':
        this.#unreachable(held);
        break;
      case 'failed':
        held.trouble = answer;
    }
    changed();
    this.#ask();
  }

  /** What nobody has asked for yet would not be answered either. */
  #unreachable(asked: HeldTile): void {
    this.#pausedUntil = this.#parts.now() + PAUSE_MS;
    for (const held of [asked, ...this.#wanted.filter(({ reply, state }) => !reply && state === 'idle')]) {
      if (!held.trouble) this.#recallOthers(held.tile);
      held.trouble = { kind: 'unreachable' };
    }
  }

  /** Memory is bounded: the longest unused leave. */
  #forget(): void {
    const wanted = new Set(this.#wanted);
    let spare = this.#tiles.size - wanted.size - SPARE_TILES;
    for (const [key, held] of this.#tiles) {
      if (spare <= 0) return;
      if (wanted.has(held)) continue;
      this.#tiles.delete(key);
      spare--;
    }
  }
}

function keyOf({ metric, tier, from }: Tile): string {
  return `${metric} ${tier} ${from}`;
}

function mayCover(tier: Tier, { from, to }: Window): boolean {
  return (to - from) / TILE_MS[tier] <= MOST_TILES;
}

function isDue({ tile, reply, askedAt, trouble }: HeldTile, now: number): boolean {
  // What lies in the future has nothing to tell.
  if (reply && tile.from > now) return false;
  // A sensor that has fallen silent leaves its time unsettled for ever.
  const isPast = reply !== null && (reply.settledTo >= tile.to || now - tile.to > SETTLED_FRESH_MS);
  return now - askedAt >= (isPast && !trouble ? SETTLED_FRESH_MS : freshForMs(tile.tier));
}

function replyIn(bytes: Uint8Array): SeriesReply | null {
  try {
    return decodeReply(bytes);
  } catch {
    return null;
  }
}
