/**
 * Jobs in queues as a walk through time takes them: each after the one before it on its line and after those it waits for.
 * Where queues and precedence contradict each other the precedence is left out of the walk and named as broken.
 */
import type { JobStanding } from '../orders/job-state.ts';
import type { RateBasis } from '../orders/entities.ts';
import type { JobOrder, Plan } from '../orders/plan.ts';
import type { LineReference } from '../sync/rows.ts';
import { productOf, type Making } from './rates.ts';
import type { StartCause } from './schedule.ts';

/** A moment before which a job cannot start. */
export interface Limit {
  at: number;
  cause: StartCause;
  /** Of the job that has ended and was waited for. */
  of?: JobStanding;
}

/** A job that has to come before and is in a queue too. */
export interface Upstream {
  step: Step;
  /** After its end, or after its pieces are made, ms. */
  waitMs: number;
  /** So many of its pieces are enough to begin; null = all of them. */
  overlap: number | null;
  /** Of it, at its end, not done, and nothing may go on before. */
  tasks: readonly { id: string; offsetMs: number }[];
}

export interface Step extends Making {
  /** Place in the order of walking. */
  index: number;
  standing: JobStanding;
  line: LineReference;
  running: boolean;
  /** On its line. */
  before: Step | null;
  /** What the line is set up for when its turn comes; null = nobody knows. */
  setFor: Making | null;
  /** What is to move its bar. */
  basis: RateBasis;
  upstream: Upstream[];
  /** Known now: a time that somebody set, jobs that have ended. */
  limits: Limit[];
  /** At its start, not done, it cannot run before: the one that takes longest; null = none. */
  task: { id: string; offsetMs: number } | null;
}

export interface Steps {
  /** In an order in which each comes after all that it depends on. */
  steps: Step[];
  byJob: ReadonlyMap<string, Step>;
  /** What could not be kept: jobs that each of these should come after. */
  broken: Map<string, string[]>;
}

export function stepsOf(
  plan: Plan,
  standings: ReadonlyMap<string, JobStanding>,
  queues: ReadonlyMap<string, readonly string[]>,
  lines: readonly LineReference[],
): Steps {
  const byJob = new Map<string, Step>();
  const last = lastOnLine(plan, standings);
  for (const line of lines) {
    let before: Step | null = null;
    for (const id of queues.get(line.id) ?? []) {
      const step = stepOf(plan, plan.jobs.get(id)!, standings.get(id)!, line);
      step.before = before;
      step.setFor = before ?? last.get(line.id) ?? null;
      byJob.set(id, (before = step));
    }
  }
  const broken: Steps['broken'] = new Map();
  for (const step of byJob.values()) connect(step, { plan, standings, byJob, broken });
  return { steps: inOrder(byJob, broken), byJob, broken };
}

function stepOf(plan: Plan, job: JobOrder, standing: JobStanding, line: LineReference): Step {
  const { place, tasks } = job.fields;
  const limits: Limit[] = [];
  if (place?.notBefore !== undefined) limits.push({ at: place.notBefore, cause: { why: 'not-before' } });
  const open = tasks && openTasks(plan, job, 'start').sort((a, b) => b.offsetMs - a.offsetMs)[0];
  return {
    index: -1,
    job,
    standing,
    line,
    running: standing.state === 'Running',
    before: null,
    setFor: null,
    product: productOf(plan, job),
    basis: basisOf(plan, job, line),
    upstream: [],
    limits,
    task: open && open.offsetMs > 0 ? open : null,
  };
}

function basisOf({ orders, settings }: Plan, job: JobOrder, line: LineReference): RateBasis {
  return (
    orders.get(job.fields.order ?? '')?.fields.movesBy ??
    settings.get(`line-${line.id}`)?.fields.movesBy ??
    settings.get('plant')?.fields.movesBy ??
    'standard'
  );
}

/** Blocking tasks of a job that are not done. */
function openTasks(plan: Plan, job: JobOrder, at: 'start' | 'end'): { id: string; offsetMs: number }[] {
  return (job.fields.tasks ?? [])
    .filter((task) => task.blocks && task.at === at)
    .map((task) => ({ id: `${job.id}.${task.key}`, offsetMs: task.offsetMs }))
    .filter((task) => plan.tasks.get(task.id)?.fields.done === undefined);
}

interface Known {
  plan: Plan;
  standings: ReadonlyMap<string, JobStanding>;
  byJob: ReadonlyMap<string, Step>;
  broken: Steps['broken'];
}

function connect(step: Step, { plan, standings, byJob, broken }: Known): void {
  for (const { job: id, waitMs = 0, overlap = null } of step.job.fields.after ?? []) {
    const other = plan.jobs.get(id);
    const standing = standings.get(id);
    if (!other || !standing || other === step.job) continue;
    const tasks = other.fields.tasks ? openTasks(plan, other, 'end') : [];
    const queued = byJob.get(id);
    if (queued) {
      if (!step.running) step.upstream.push({ step: queued, waitMs, overlap, tasks });
    } else if (standing.endedAt !== null && (standing.state === 'Ended' || standing.state === 'Aborted')) {
      step.limits.push({ at: standing.endedAt + waitMs, cause: { why: 'upstream', job: id }, of: standing });
      for (const task of tasks) {
        step.limits.push({ at: standing.endedAt + Math.max(0, task.offsetMs), cause: { why: 'task', task: task.id } });
      }
    } else if (standing.state !== 'Ended' && standing.state !== 'Aborted' && !step.running) {
      // It lies in the parking lot: nobody can say when it will be done.
      give(broken, step.job.id, id);
    }
  }
}

function give(broken: Steps['broken'], job: string, other: string): void {
  broken.set(job, [...(broken.get(job) ?? []), other]);
}

/** What each line made last, for its first set-up. */
function lastOnLine(plan: Plan, standings: ReadonlyMap<string, JobStanding>): Map<string, Making> {
  const latest = new Map<string, { job: JobOrder; at: number }>();
  for (const standing of standings.values()) {
    const job = plan.jobs.get(standing.job);
    if (!job || standing.line === null) continue;
    let at = standing.endedAt ?? standing.startedAt ?? 0;
    for (const { toMs } of standing.lots) if (toMs > at) at = toMs;
    const known = latest.get(standing.line);
    if (!known || at > known.at || (at === known.at && job.id > known.job.id)) latest.set(standing.line, { job, at });
  }
  return new Map([...latest].map(([line, { job }]) => [line, { job, product: productOf(plan, job) }]));
}

/** Kahn's order; when all that is left waits in a circle, one precedence of the circle is given up. */
function inOrder(byJob: ReadonlyMap<string, Step>, broken: Steps['broken']): Step[] {
  const left = new Map<Step, number>();
  const followers = new Map<Step, Step[]>();
  for (const step of byJob.values()) {
    const sources = sourcesOf(step);
    left.set(step, sources.length);
    for (const source of sources) {
      const known = followers.get(source);
      if (known) known.push(step);
      else followers.set(source, [step]);
    }
  }
  const ordered: Step[] = [];
  const ready = [...left].filter(([, count]) => count === 0).map(([step]) => step);
  const release = (step: Step) => {
    const count = left.get(step)! - 1;
    left.set(step, count);
    if (count === 0) ready.push(step);
  };
  for (let next = 0; ordered.length < left.size; next++) {
    while (next >= ready.length) {
      const { step, source } = withoutOne(left);
      give(broken, step.job.id, source.job.id);
      const waiting = followers.get(source)!;
      waiting.splice(waiting.indexOf(step), 1);
      release(step);
    }
    const step = ready[next]!;
    step.index = ordered.push(step) - 1;
    for (const follower of followers.get(step) ?? []) release(follower);
  }
  return ordered;
}

function sourcesOf(step: Step): Step[] {
  const upstream = step.upstream.map((each) => each.step);
  return step.before ? [step.before, ...upstream] : upstream;
}

/** Finds a circle among the steps that are left and drops one precedence in it. */
function withoutOne(left: ReadonlyMap<Step, number>): { step: Step; source: Step } {
  const path: Step[] = [];
  const seen = new Map<Step, number>();
  let step = [...left.keys()].find((each) => each.index < 0)!;
  while (!seen.has(step)) {
    seen.set(step, path.push(step) - 1);
    step = sourcesOf(step).find((source) => source.index < 0)!;
  }
  const circle = path.slice(seen.get(step));
  for (const [i, each] of circle.entries()) {
    const source = circle[(i + 1) % circle.length]!;
    const at = each.upstream.findIndex((upstream) => upstream.step === source);
    if (at < 0 || source === each.before) continue;
    each.upstream.splice(at, 1);
    return { step: each, source };
  }
  throw new Error('Queues of lines wait for themselves.');
}
