/** What runs on each line now, by its machine and by people's word. */
import type { CountedLot } from './counted-lots.ts';
import type { KnownJobs, KnownOfJob } from './known-of-job.ts';

/** A job on a line, now. */
export interface Run {
  job: string;
  line: string;
  /** First cycle of the lot, or when somebody said so, ms. */
  since: number;
  /** Of the execution that says so; null = the machine shows it by its lot. */
  word: string | null;
}

/** By line: the open job that people started there last, of those that they did not stop. */
export function startedJobs(known: KnownJobs): ReadonlyMap<string, Run> {
  const latest = new Map<string, Run>();
  for (const { job, said, endedAt } of known.values()) {
    if (said.runs.size === 0 || endedAt !== null) continue;
    for (const [line, { id, at }] of said.runs) {
      const other = latest.get(line);
      if (!other || at > other.since || (at === other.since && id > other.word!)) {
        latest.set(line, { job: job.id, line, since: at, word: id });
      }
    }
  }
  return latest;
}

/**
 * Current lots whose job they show to run: it has not ended, and there were cycles since people paused it, started another job
 * on the line, or went on with the lot on another one.
 */
export function runningLots(lots: readonly CountedLot[], started: ReadonlyMap<string, Run>): CountedLot[] {
  return lots.filter(({ row, of, why }) => {
    if (!row.current || of === null || why !== null || of.endedAt !== null) return false;
    if (wentElsewhere(of, row.line, row.toMs)) return false;
    const pausedAt = of.said.pauses.get(row.line)?.at ?? -Infinity;
    const other = started.get(row.line);
    const otherAt = other && other.job !== of.job.id ? other.since : -Infinity;
    return row.toMs > Math.max(pausedAt, otherAt);
  });
}

/** Machines go before words: what people started runs until the machine turns to another job's lot. */
export function currentRuns(
  running: readonly CountedLot[],
  { known, started }: { known: KnownJobs; started: ReadonlyMap<string, Run> },
): Run[] {
  const byMachine = running.map(({ row, of }): Run => {
    return { job: of!.job.id, line: row.line, since: row.fromMs, word: null };
  });
  const machineOn = new Map(byMachine.map((run) => [run.line, run]));
  const byWord = [...started.values()].filter((run) => {
    const { lots = [] } = known.get(run.job) ?? {};
    const there = lots.filter(({ row }) => row.line === run.line && row.toMs >= run.since);
    if (there.some(({ row }) => wentElsewhere({ lots }, run.line, row.toMs))) return false;
    const machine = machineOn.get(run.line);
    return machine === undefined || (machine.job !== run.job && machine.since <= run.since);
  });
  return [...byMachine, ...byWord];
}

/** After its last cycle on a line it began on another one. */
function wentElsewhere({ lots }: Pick<KnownOfJob, 'lots'>, line: string, lastAt: number): boolean {
  return lots.some(({ row, why }) => why === null && row.line !== line && row.fromMs >= lastAt);
}
