/** Tiers above minutes as documents: a day of quarter hours, a month of hours, a year of days. */
import { packCells, unpackCells } from '../../../shared/series/cell-codec.ts';
import { emptyCells, type Cells } from '../../../shared/series/cells.ts';
import { CYCLE_TIME } from '../../../shared/series/metric.ts';
import { STEP_MS } from '../../../shared/series/tiers.ts';
import type { Store, StoredDocument } from '../../store/store.ts';
import { Documents, type Place } from './documents.ts';
import { pageOf, rollupsDatabase, type UpperTier } from './series-databases.ts';

export interface PagePlace extends Place {
  tier: UpperTier;
  line: string;
  metric: string;
  startAt: number;
  /** Buckets. */
  length: number;
}

export interface PageDocument extends StoredDocument {
  points: number;
  packed: string;
}

export type Pages = Documents<Cells, PagePlace>;

export function pages(store: Store, cacheBytes: number): Pages {
  return new Documents<Cells, PagePlace>({
    store,
    cacheBytes,
    decode: (document, place) => {
      const { points, packed } = document as PageDocument;
      return unpackCells(
        { points, bytes: Buffer.from(packed, 'base64') },
        {
          startAt: place.startAt,
          stepMs: STEP_MS[place.tier],
          length: place.length,
          withPercentiles: hasPercentiles(place),
        },
      );
    },
    encode: (cells, { id }): PageDocument => {
      const { points, bytes } = packCells(cells);
      return { _id: id, points, packed: Buffer.from(bytes).toString('base64') };
    },
    bytes: (cells) => cells.count.length * 8 * (cells.percentiles ? 9 : 6),
  });
}

export function pagePlace(gateway: string, tier: UpperTier, line: string, metric: string, at: number): PagePlace {
  const { startAt, length, name } = pageOf(tier, at);
  return {
    database: rollupsDatabase(gateway, tier, startAt),
    id: `${tier}:${line}:${metric}:${name}`,
    tier,
    line,
    metric,
    startAt,
    length,
  };
}

export function emptyPage(place: PagePlace): Cells {
  return emptyCells(place.startAt, STEP_MS[place.tier], place.length, hasPercentiles(place));
}

/** The pages of a tier that `[from, to)` touches, in order. */
export function pagePlaces(
  gateway: string,
  tier: UpperTier,
  { line, metric }: { line: string; metric: string },
  from: number,
  to: number,
): PagePlace[] {
  const places: PagePlace[] = [];
  for (let at = from; at < to;) {
    const place = pagePlace(gateway, tier, line, metric, at);
    places.push(place);
    at = place.startAt + place.length * STEP_MS[tier];
  }
  return places;
}

function hasPercentiles({ tier, metric }: PagePlace): boolean {
  return metric === CYCLE_TIME && tier !== '15m';
}
