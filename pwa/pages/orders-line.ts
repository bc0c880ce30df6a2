/** An order's line as one cell: where its work waits or runs, and what it means to choose another. Pure. */
import { canRunOn } from '../../shared/orders/lines-of-job.ts';
import type { JobOrder, WorkOrder } from '../../shared/orders/plan.ts';
import { linesOfOrder } from '../../shared/orders/table/lines-text.ts';
import type { Schedule, Situation } from '../../shared/schedule/schedule.ts';

interface Known {
  situation: Pick<Situation, 'plan' | 'lines'>;
  schedule: Pick<Schedule, 'standings'>;
}

/** The line of the job that runs, else of the first that is to; '' = it waits in the parking lot. */
export function lineOfOrder(known: Known, order: WorkOrder): string {
  const jobs = openJobs(known, order);
  const running = jobs.map((job) => runningLine(known, job)).find((line) => line !== null);
  return running ?? jobs.map(({ fields }) => fields.place?.line).find((line) => line !== undefined) ?? '';
}

/** `Line 9`, with other lines of the order `Line 9 +2`; of one that is over, where it came from last. */
export function lineText(known: Known, order: WorkOrder): string {
  const { situation, schedule } = known;
  const all = linesOfOrder(order, situation, schedule);
  const first = lineOfOrder(known, order) || all.at(-1);
  if (first === undefined) return '';
  const name = situation.lines.find(({ id }) => id === first)?.name ?? first;
  const others = all.filter((line) => line !== first).length;
  return others === 0 ? name : `${name} +${others}`;
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
