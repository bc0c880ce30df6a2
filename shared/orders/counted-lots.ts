/** Each lot of each line and where its good parts go: to one job, or to nobody until a person says so. Nothing is dropped. */
import { goodAfter } from './good-after.ts';
import type { LotOwner } from './job-of-lot.ts';
import type { LotMismatch } from './job-state.ts';
import type { KnownOfJob } from './known-of-job.ts';
import { madeInPasses, type Pass } from './lot-passes.ts';
import type { LotRow } from './lot-row.ts';
import type { Plan } from './plan.ts';

/** `made` + `unassigned` = the good parts of the row. */
export interface CountedLot {
  row: LotRow;
  /** Whose it is; null = nobody's. */
  of: KnownOfJob | null;
  made: number;
  unassigned: number;
  /** Why parts of it are nobody's; null = all are the job's. */
  why: Exclude<LotMismatch['why'], 'differs'> | null;
  /** Its line goes on with it after its job was ended, and after people said that it is this job's. */
  goesOn: boolean;
  /** When its line had turned to another lot, ms; null = it has not. */
  leftAt: number | null;
}

/** In the order of the rows; of a lot that came again for a later operation each part by itself. */
export function countedLots(
  rows: readonly LotRow[],
  ownerOf: (row: LotRow) => LotOwner | null,
  plan: Plan,
): CountedLot[] {
  const left = leftLots(rows);
  return rows.flatMap((row): CountedLot[] => {
    const owner = ownerOf(row);
    const leftAt = left.get(row) ?? null;
    if (owner === null) return [{ ...nobodys(row), leftAt }];
    const { assignedAt } = owner;
    const passes = owner.of.map(({ of, begunAt }): Pass => {
      return { of, begunAt, counts: assignedAt !== null || of.said.ran.has(row.line) || !asksFirst(plan, row.line) };
    });
    const made = madeInPasses(row, passes);
    return made.map(({ row: part, pass }, i) => ({
      ...countedLot(part, pass, assignedAt),
      leftAt: i === made.length - 1 ? leftAt : part.toMs,
    }));
  });
}

function nobodys(row: LotRow): Omit<CountedLot, 'leftAt'> {
  return { row, of: null, made: 0, unassigned: row.good, why: 'unknown', goesOn: false };
}

/** A person's assignment counts whatever was before it: it is the answer to the question. */
function countedLot(row: LotRow, { of, counts }: Pass, assignedAt: number | null): Omit<CountedLot, 'leftAt'> {
  const end = of.endedAt;
  const isLate = end !== null && row.toMs > end && (assignedAt === null || assignedAt <= end);
  const goesOn = end !== null && row.toMs > Math.max(end, assignedAt ?? end);
  if (counts && !isLate) return { row, of, made: row.good, unassigned: 0, why: null, goesOn };
  const unassigned = counts ? goodAfter(row, end!) : row.good;
  return { row, of, made: row.good - unassigned, unassigned, why: isLate ? 'closed' : 'confirm', goesOn };
}

const known = new WeakMap<readonly LotRow[], ReadonlyMap<LotRow, number>>();

/** When lines had turned from each lot to another one, ms; the same rows are looked at once. */
function leftLots(rows: readonly LotRow[]): ReadonlyMap<LotRow, number> {
  let left = known.get(rows);
  if (left === undefined) known.set(rows, (left = leftOn(rows)));
  return left;
}

function leftOn(rows: readonly LotRow[]): Map<LotRow, number> {
  const left = new Map<LotRow, number>();
  /** By line: the first cycle of whatever lasts longer. */
  const next = new Map<string, number>();
  for (const row of rows.toSorted((a, b) => b.toMs - a.toMs)) {
    const after = next.get(row.line);
    if (after !== undefined) left.set(row, Math.max(after, row.toMs));
    next.set(row.line, Math.min(after ?? Infinity, row.fromMs));
  }
  return left;
}

/** Whether a known lot has to be confirmed on the line before it counts. */
function asksFirst({ settings }: Plan, line: string): boolean {
  const lots = settings.get(`line-${line}`)?.fields.lots ?? settings.get('plant')?.fields.lots;
  return lots === 'confirm';
}
