/** How long things are kept, by class. Whole databases go, so a month or year stays until all of it is old enough. */
import { Type, type Static } from 'typebox';
import { type Tier, TIERS } from '../series/tiers.ts';

const Months = Type.Union([Type.Integer({ minimum: 1, maximum: 1200 }), Type.Null()]);

/**
 * Months; null = for ever. As the plant file says it: `"retention": { "raw": 13, "1m": 25, "facts": 120 }`. `raw` = rows of
 * machines, `facts` = hours and what people said. Configuration, plan and audit trail are never dropped.
 */
export const Retention = Type.Partial(
  Type.Object({ raw: Months, '1m': Months, '15m': Months, '1h': Months, '1d': Months, facts: Months }),
  { additionalProperties: false },
);
export type Retention = Static<typeof Retention>;

/** A month younger than this stays, whatever anybody says: late rows and entries still arrive, and somebody may look. */
export const LEAST_MONTHS = { raw: 1, facts: 3 } as const;

export const USUAL_RETENTION: Readonly<Record<Tier | 'facts', number | null>> = {
  raw: 13,
  '1m': 25,
  '15m': 60,
  '1h': null,
  '1d': null,
  facts: null,
};

/** Classes with a database a month; the others have one a year. */
const MONTHLY: readonly (Tier | 'facts')[] = ['raw', '1m', 'facts'];

/** Start of the oldest UTC month or year of a class that is kept at `now`; -Infinity = everything is. */
export function keptFrom(retention: Retention, tier: Tier | 'facts', now: number): number {
  const said = retention[tier] === undefined ? USUAL_RETENTION[tier] : retention[tier];
  if (said === null) return -Infinity;
  const months = tier === 'raw' || tier === 'facts' ? Math.max(said, LEAST_MONTHS[tier]) : said;
  const date = new Date(now);
  const oldest = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months));
  return MONTHLY.includes(tier) ? oldest.getTime() : Date.UTC(oldest.getUTCFullYear(), 0);
}

/** What does not fit together, each as a sentence: a tier must not outlive the coarser ones that replace it. */
export function retentionProblems(retention: Retention): string[] {
  const months = (tier: Tier) => retention[tier] ?? (retention[tier] === null ? null : USUAL_RETENTION[tier]);
  const tooShort = (['raw', 'facts'] as const).filter((kind) => (retention[kind] ?? Infinity) < LEAST_MONTHS[kind]);
  const younger = tooShort.map((kind) => `retention: "${kind}" is kept for at least ${LEAST_MONTHS[kind]} months`);
  const outlived = TIERS.slice(1).flatMap((tier, i) => {
    const [finer, coarser] = [months(TIERS[i]!) ?? Infinity, months(tier) ?? Infinity];
    return finer > coarser
      ? [`retention: "${TIERS[i]}" is kept longer than "${tier}"; keep the coarser one as long`]
      : [];
  });
  return [...younger, ...outlived];
}
