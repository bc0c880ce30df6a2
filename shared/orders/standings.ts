/** How every job stands, and what lines make that the plan does not know: from what people said and what machines counted. */
import { countedLots } from './counted-lots.ts';
import { lotOwners, type FittingLine } from './job-of-lot.ts';
import { problemsOf } from './job-problems.ts';
import type { Dependency } from './entities.ts';
import { ownStanding, readyAt } from './job-standing.ts';
import type { JobStanding, LotMismatch } from './job-state.ts';
import { knownJobs } from './known-of-job.ts';
import { currentRuns, runningLots, startedJobs } from './line-runs.ts';
import { lotMismatches } from './lot-mismatches.ts';
import type { LotRow } from './lot-row.ts';
import type { Plan } from './plan.ts';

export interface StandingsWorld {
  plan: Plan;
  lots: readonly LotRow[];
  /** ms */
  now: number;
  /** Which lines can do what; absent = any line any job. */
  lines?: readonly FittingLine[];
}

export interface Standings {
  /** Of every job of the plan. */
  standings: Map<string, JobStanding>;
  mismatches: LotMismatch[];
}

/** Every good part of every lot is in one job's `made` or in one mismatch's `unassigned`. */
export function standingsOf({ plan, lots, now, lines }: StandingsWorld): Standings {
  const known = knownJobs(plan, now);
  const ownerOf = lotOwners({ plan, known, now, lines });
  const counted = countedLots(lots, ownerOf, plan);
  for (const lot of counted) lot.of?.lots.push(lot);
  const started = startedJobs(known);
  const running = runningLots(counted, started);
  for (const run of currentRuns(running, { known, started })) known.get(run.job)!.runs.push(run);

  const standings = new Map<string, JobStanding>();
  for (const [id, job] of known) standings.set(id, ownStanding(job));
  // Nobody waits for a job that is no more.
  const readyOf = (before: Dependency) =>
    standings.has(before.job) ? readyAt(standings.get(before.job)!, before) : -Infinity;
  for (const [id, job] of known) {
    const standing = standings.get(id)!;
    const problems = problemsOf(job, standing, readyOf);
    if (problems.length > 0) standings.set(id, { ...standing, problems });
  }
  return { standings, mismatches: lotMismatches(counted, { known, standings, started, running }) };
}
