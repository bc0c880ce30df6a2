/** What becomes of a job on a line: verbs of ISA-95 job control, as a person at the line says them. */
import type { ExecutionVerb } from '../../documents/execution.ts';
import type { JobStanding } from '../job-state.ts';
import { canRunOn } from '../lines-of-job.ts';
import { notSaid } from '../not-said.ts';
import type { JobOrder } from '../plan.ts';
import type { NotSaid, Said, SaidExecution, Saying } from '../said.ts';
import { reason } from './changes.ts';
import { placeOf, runningOn } from './queue.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export interface RunJob extends WithReason {
  job: string;
}
export interface StartJob extends RunJob {
  /** Absent = where it is planned, or ran last. */
  line?: string;
  /** What becomes of the job that runs there; absent = the line has to be free. */
  instead?: 'pause' | 'complete';
}

export function startJob(world: VerbWorld, args: StartJob): Saying {
  return begin(world, 'start', args);
}

/** Goes on with a job that was interrupted. */
export function resumeJob(world: VerbWorld, args: StartJob): Saying {
  const job = openJob(world, args.job);
  if ('ok' in job) return job;
  const state = standingOf(world, args.job)?.state;
  if (state !== 'Interrupted' && state !== 'Running') return notRunning(args.job, 'was not interrupted: start it');
  return begin(world, 'resume', args);
}

export function pauseJob(world: VerbWorld, { job, why }: RunJob): Saying {
  const not = openJob(world, job);
  if ('ok' in not) return not;
  const standing = standingOf(world, job);
  if (standing?.state === 'Interrupted') return { ok: true, said: [] };
  if (standing?.state !== 'Running') return notRunning(job, 'does not run: there is nothing to pause');
  return say(world, { job, verb: 'pause', why });
}

/** Nothing more will be made of it, whatever is still missing. */
export function completeJob(world: VerbWorld, { job, why }: RunJob): Saying {
  const not = openJob(world, job);
  if ('ok' in not) return not;
  const state = standingOf(world, job)?.state;
  if (state !== 'Running' && state !== 'Interrupted') return notRunning(job, 'never ran: cancel it instead');
  return say(world, { job, verb: 'complete', why });
}

export function abortJob(world: VerbWorld, { job, why }: RunJob): Saying {
  const not = openJob(world, job);
  return 'ok' in not ? not : say(world, { job, verb: 'abort', why });
}

/** Takes back that it was completed or cancelled. */
export function reopenJob(world: VerbWorld, { job, why }: RunJob): Saying {
  const known = jobOf(world, job);
  if ('ok' in known) return known;
  const order = world.situation.plan.orders.get(known.fields.order ?? '');
  if (order?.fields.closed === true) {
    const detail = `The order of job "${job}" is closed; open the order again`;
    return notSaid('ended', { entity: 'order', id: order.id }, detail);
  }
  return isEnded(standingOf(world, job)) ? say(world, { job, verb: 'reopen', why }) : { ok: true, said: [] };
}

function begin(world: VerbWorld, verb: 'start' | 'resume', { job: id, line: wanted, instead, why }: StartJob): Saying {
  const job = openJob(world, id);
  if ('ok' in job) return job;
  const line = wanted ?? lineOf(world, id);
  if (line === null) return notSaid('unknown-line', { entity: 'job', id }, `Say on which line job "${id}" starts`);
  const standing = standingOf(world, id);
  if (standing?.state === 'Running') {
    if (standing.line === line) return { ok: true, said: [] };
    return notSaid(
      'line-busy',
      { entity: 'job', id },
      `Job "${id}" runs on line "${standing.line}"; pause it there first`,
    );
  }
  const said: Said[] = [];
  const running = runningOn(world, line);
  if (running !== undefined) {
    const detail = `Line "${line}" runs job "${running}"; pause or complete it first`;
    if (instead === undefined) return notSaid('line-busy', { entity: 'job', id: running }, detail);
    said.push({ type: 'execution', line, job: running, verb: instead, ...reason(why) });
  }
  return answer(world, [...said, { type: 'execution', line, job: id, verb, ...reason(why) }]);
}

function say(world: VerbWorld, { job, verb, why }: RunJob & { verb: ExecutionVerb }): Saying {
  const said = executionOf(world, { job, verb, why });
  return 'ok' in said ? said : answer(world, [said]);
}

/** About the line where it runs or ran, would run, or could. */
export function executionOf(
  world: VerbWorld,
  { job, verb, why }: RunJob & { verb: ExecutionVerb },
): SaidExecution | NotSaid {
  const { lines, plan } = world.situation;
  const fields = plan.jobs.get(job)?.fields ?? {};
  const there = lineOf(world, job);
  // A line that is not in the plant any more can say nothing: another one does.
  const line = (lines.find(({ id }) => id === there) ?? lines.find((each) => canRunOn(fields, each)) ?? lines[0])?.id;
  if (line === undefined) return notSaid('unknown-line', { entity: 'job', id: job }, 'There is no line');
  return { type: 'execution', line, job, verb, ...reason(why) };
}

function lineOf(world: VerbWorld, job: string): string | null {
  const standing = standingOf(world, job);
  if (standing?.state === 'Running') return standing.line;
  return placeOf(world, job)?.line ?? standing?.line ?? null;
}

export function standingOf({ schedule }: VerbWorld, job: string): JobStanding | undefined {
  return schedule.standings.get(job);
}

export function isEnded(standing: JobStanding | undefined): boolean {
  return standing?.state === 'Ended' || standing?.state === 'Aborted';
}

export function jobOf({ situation }: VerbWorld, id: string): JobOrder | NotSaid {
  const job = situation.plan.jobs.get(id);
  return job ?? notSaid('unknown', { entity: 'job', id }, `There is no job "${id}"; its order may have been deleted`);
}

/** A job of which more can be made. */
export function openJob(world: VerbWorld, id: string): JobOrder | NotSaid {
  const job = jobOf(world, id);
  if ('ok' in job) return job;
  const isClosed = world.situation.plan.orders.get(job.fields.order ?? '')?.fields.closed === true;
  if (!isClosed && !isEnded(standingOf(world, id))) return job;
  return notSaid('ended', { entity: 'job', id }, `Job "${id}" has ended; open it again first`);
}

function notRunning(id: string, why: string): NotSaid {
  return notSaid('not-running', { entity: 'job', id }, `Job "${id}" ${why}`);
}
