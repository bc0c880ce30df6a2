/** How fast a line should make a product, and how long it takes to get ready for it: what planners keep, valid on a date. */
import { localMidnight } from '../calendar/zone.ts';
import type { JobOrder, Plan, Planned } from '../orders/plan.ts';
import type { LineReference } from '../sync/rows.ts';

type RatedLine = Pick<LineReference, 'id' | 'standardRatePerHour'>;

/**
 * Standard rate of a job on a line at a moment, pieces of its operation per hour: the job's own, else that of product and line,
 * of the product on all lines, of the product itself, of the line. Null = nobody gave one.
 */
export function standardRate(plan: Plan, job: JobOrder, line: RatedLine, at: number, zone: string): number | null {
  return rateOf(plan, { job, product: productOf(plan, job) }, line, { at, zone });
}

/** A job, and what it makes; undefined = nobody said. */
export interface Making {
  job: JobOrder;
  product: string | undefined;
}

interface When {
  at: number;
  zone: string;
}

/** As `standardRate`, of a job of which it is known what it makes. */
export function rateOf(
  plan: Pick<Plan, 'products' | 'rates'>,
  { job, product }: Making,
  line: RatedLine,
  { at, zone }: When,
): number | null {
  if (job.fields.ratePerHour !== undefined) return job.fields.ratePerHour;
  let best: Planned<'rate'> | null = null;
  for (const rate of product === undefined ? [] : (ratesByProduct(plan.rates).get(product) ?? [])) {
    if (rate.fields.perHour === undefined || (rate.fields.line ?? line.id) !== line.id) continue;
    if (!inForce(rate.fields, at, zone)) continue;
    const special = Number(rate.fields.line !== undefined) - Number(best?.fields.line !== undefined);
    if (!best || special > 0 || (special === 0 && isLater(rate, best))) best = rate;
  }
  const ofProduct = product === undefined ? undefined : plan.products.get(product)?.fields.ratePerHour;
  return best?.fields.perHour ?? ofProduct ?? (line.standardRatePerHour || null);
}

/**
 * Working time to get a line ready for `to` after `from`, ms: the job's own set-up time, else the most special entry of the
 * changeover matrix (product before family before `*`, then this line before all lines); 0 without one. `from` null = nobody
 * knows what was made before: only `*` fits. From a product to itself nothing is to be done, unless an entry names it twice.
 */
export function changeoverMs(
  plan: Plan,
  from: JobOrder | null,
  to: JobOrder,
  line: Pick<LineReference, 'id'>,
  at: number,
  zone: string,
): number {
  const making = (job: JobOrder): Making => ({ job, product: productOf(plan, job) });
  return changeoverOf(plan, { from: from && making(from), to: making(to) }, line, { at, zone });
}

/** As `changeoverMs`, of jobs of which it is known what they make. */
export function changeoverOf(
  plan: Pick<Plan, 'products' | 'changeovers'>,
  { from, to }: { from: Making | null; to: Making },
  line: Pick<LineReference, 'id'>,
  { at, zone }: When,
): number {
  if (from?.job === to.job) return 0;
  if (to.job.fields.setupMs !== undefined) return to.job.fields.setupMs;
  if (plan.changeovers.size === 0) return 0;
  const before = from?.product;
  const after = to.product;
  const same = before !== undefined && before === after;
  const sources = same ? [before] : names(plan, before);
  const targets = same ? [before] : names(plan, after);
  const matrix = changeoversByName(plan.changeovers);
  let best: Planned<'changeover'> | null = null;
  let bestRank = -Infinity;
  for (const [i, source] of sources.entries()) {
    const row = source === undefined ? undefined : matrix.get(source);
    if (!row) continue;
    for (const [j, target] of targets.entries()) {
      for (const entry of (target !== undefined && row.get(target)) || []) {
        if (entry.fields.ms === undefined || (entry.fields.line ?? line.id) !== line.id) continue;
        if (!inForce(entry.fields, at, zone)) continue;
        // Both ends count alike; of two equals the one that is clearer about what comes decides.
        const rank = Number(entry.fields.line !== undefined) - 2 * (10 * (i + j) + j);
        if (rank > bestRank || (rank === bestRank && isLater(entry, best!))) [best, bestRank] = [entry, rank];
      }
    }
  }
  return best?.fields.ms ?? 0;
}

/** Undefined = nobody said. */
export function productOf(plan: Plan, job: JobOrder): string | undefined {
  return plan.orders.get(job.fields.order ?? '')?.fields.product;
}

/** What the matrix may call a product, the most special first. */
function names(plan: Pick<Plan, 'products'>, product: string | undefined): (string | undefined)[] {
  return product === undefined ? ['*'] : [product, plan.products.get(product)?.fields.family, '*'];
}

interface Validity {
  validFrom?: string;
  validTo?: string;
}

function inForce({ validFrom, validTo }: Validity, at: number, zone: string): boolean {
  if (validFrom === undefined && validTo === undefined) return true;
  const date = dateOf(localMidnight(zone, at));
  return (validFrom ?? '') <= date && (validTo === undefined || date < validTo);
}

const dates = new Map<number, string>();
/** Of a midnight as if it were UTC. Writing dates takes longer than all else here, and a plan has few. */
function dateOf(midnight: number): string {
  let date = dates.get(midnight);
  if (date === undefined) dates.set(midnight, (date = new Date(midnight).toISOString().slice(0, 10)));
  return date;
}

/** Whether it may matter when a line is set up. */
export function areDated(changeovers: Plan['changeovers']): boolean {
  for (const { fields } of changeovers.values()) {
    if (fields.validFrom !== undefined || fields.validTo !== undefined) return true;
  }
  return false;
}

/** Of two that are in force the one that began later counts; id only so that all devices choose the same. */
function isLater(a: { id: string; fields: Validity }, b: { id: string; fields: Validity }): boolean {
  const [fromA, fromB] = [a.fields.validFrom ?? '', b.fields.validFrom ?? ''];
  return fromA === fromB ? a.id > b.id : fromA > fromB;
}

const rates = new WeakMap<Plan['rates'], Map<string, Planned<'rate'>[]>>();
function ratesByProduct(all: Plan['rates']): Map<string, Planned<'rate'>[]> {
  let found = rates.get(all);
  if (!found) rates.set(all, (found = Map.groupBy(all.values(), (rate) => rate.fields.product ?? '')));
  return found;
}

type Matrix = Map<string, Map<string, Planned<'changeover'>[]>>;
const matrices = new WeakMap<Plan['changeovers'], Matrix>();
function changeoversByName(all: Plan['changeovers']): Matrix {
  let found = matrices.get(all);
  if (!found) {
    found = new Map();
    for (const [from, entries] of Map.groupBy(all.values(), (entry) => entry.fields.from ?? '')) {
      found.set(
        from,
        Map.groupBy(entries, (entry) => entry.fields.to ?? ''),
      );
    }
    matrices.set(all, found);
  }
  return found;
}
