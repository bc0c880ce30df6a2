/** An order's line as one cell: where its work waits or runs, and what it means to choose another. Pure. */
import { canRunOn } from '../../shared/orders/lines-of-job.ts';
import type { JobOrder, WorkOrder } from '../../shared/orders/plan.ts';
import type { Schedule, Situation } from '../../shared/schedule/schedule.ts';

interface Known {
  situation: Pick<Situation, 'plan' | 'lines'>;
  schedule: Pick<Schedule, 'standings'>;
}

/** The line of its first job that is not over; '' = it waits in the parking lot. */
export function lineOfOrder(known: Known, order: WorkOrder): string {
  const jobs = openJobs(known, order);
  const lines = jobs.map((job) => runningLine(known, job) ?? job.fields.place?.line);
  return lines.find((line) => line !== undefined) ?? '';
}

export type LineChange = { kind: 'load'; job: string } | { kind: 'park'; jobs: string[] } | { kind: 'runs' | 'cannot' };

/** `line` '' = to the parking lot. What runs is not moved from a list: that is done at the line, or on the board. */
export function lineChange(known: Known, order: WorkOrder, line: string): LineChange {
  const open = openJobs(known, order);
  const waiting = open.filter((job) => runningLine(known, job) === null);
  if (line === '') {
    const placed = waiting.filter(({ fields }) => fields.place !== undefined);
    return placed.length === 0 && open.length > waiting.length
      ? { kind: 'runs' }
      : { kind: 'park', jobs: placed.map(({ id }) => id) };
  }
  const wanted = known.situation.lines.find(({ id }) => id === line);
  const job = wanted && waiting.find(({ fields }) => canRunOn(fields, wanted));
  if (job) return { kind: 'load', job: job.id };
  return { kind: open.length > waiting.length ? 'runs' : 'cannot' };
}

/** The first of its jobs that neither runs nor is over; null = none. */
export function waitingJob(known: Known, order: WorkOrder): string | null {
  return openJobs(known, order).find((job) => runningLine(known, job) === null)?.id ?? null;
}

function openJobs({ situation, schedule }: Known, { jobs }: WorkOrder): JobOrder[] {
  return jobs.flatMap((id) => {
    const state = schedule.standings.get(id)?.state;
    const job = situation.plan.jobs.get(id);
    return job && state !== 'Ended' && state !== 'Aborted' ? [job] : [];
  });
}

function runningLine({ schedule }: Known, { id }: JobOrder): string | null {
  const standing = schedule.standings.get(id);
  return standing?.state === 'Running' ? standing.line : null;
}
