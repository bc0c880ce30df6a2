/** How long each tier of a series is kept. Whole databases go, so a month or year stays until all of it is old enough. */
import { Type, type Static } from 'typebox';
import { type Tier, TIERS } from './tiers.ts';

const Months = Type.Union([Type.Integer({ minimum: 1, maximum: 1200 }), Type.Null()]);

/** Months; null = for ever. As the plant file says it: `"retention": { "raw": 13, "1m": 25 }`. */
export const SeriesRetention = Type.Partial(
  Type.Object({ raw: Months, '1m': Months, '15m': Months, '1h': Months, '1d': Months }),
  { additionalProperties: false },
);
export type SeriesRetention = Static<typeof SeriesRetention>;

export const USUAL_RETENTION: Readonly<Record<Tier, number | null>> = {
  raw: 13,
  '1m': 25,
  '15m': 60,
  '1h': null,
  '1d': null,
};

/** Tiers with a database a month; the others have one a year. */
const MONTHLY: readonly Tier[] = ['raw', '1m'];

/** Start of the oldest UTC month or year of a tier that is kept at `now`; -Infinity = everything is. */
export function keptFrom(retention: SeriesRetention, tier: Tier, now: number): number {
  const months = retention[tier] === undefined ? USUAL_RETENTION[tier] : retention[tier];
  if (months === null) return -Infinity;
  const date = new Date(now);
  const oldest = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months));
  return MONTHLY.includes(tier) ? oldest.getTime() : Date.UTC(oldest.getUTCFullYear(), 0);
}

/** What does not fit together, each as a sentence: a tier must not outlive the coarser ones that replace it. */
export function retentionProblems(retention: SeriesRetention): string[] {
  const months = (tier: Tier) => retention[tier] ?? (retention[tier] === null ? null : USUAL_RETENTION[tier]);
  return TIERS.slice(1).flatMap((tier, i) => {
    const [finer, coarser] = [months(TIERS[i]!) ?? Infinity, months(tier) ?? Infinity];
    return finer > coarser
      ? [`retention: "${TIERS[i]}" is kept longer than "${tier}"; keep the coarser one as long`]
      : [];
  });
}
