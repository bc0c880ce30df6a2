/**
 * Jobs in queues as a walk through time takes them: each after the one before it on its line and after those it waits for.
 * Where queues and precedence contradict each other the precedence is left out of the walk and named as broken.
 */
import { doneAt, isMade } from '../orders/job-standing.ts';
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

/** A job that has to come before and is in a queue too; of one that runs already only what comes in transfer batches. */
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
  /** Nothing of it is left to make, and its line makes something else: it takes no time any more, whoever completes it. */
  made: boolean;
  /** On its line, what takes time there before it. */
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
    const usual = basisOn(line, plan);
    let before: Step | null = null;
    for (const id of queues.get(line.id) ?? []) {
      const step = stepOf(plan, plan.jobs.get(id)!, { standing: standings.get(id)!, line, usual });
      byJob.set(id, step);
      if (step.made) continue;
      step.before = before;
      step.setFor = before ?? last.get(line.id) ?? null;
      before = step;
    }
  }
  const broken: Steps['broken'] = new Map();
  for (const step of byJob.values()) connect(step, { plan, standings, byJob, broken });
  return { steps: inOrder(byJob, broken), byJob, broken };
}

interface InQueue {
  standing: JobStanding;
  line: LineReference;
  /** What moves the bars of the line if an order does not say otherwise. */
  usual: RateBasis;
}

function stepOf(plan: Plan, job: JobOrder, { standing, line, usual }: InQueue): Step {
  const { place, tasks, order } = job.fields;
  const of = order === undefined ? undefined : plan.orders.get(order)?.fields;
  const limits: Limit[] = [];
  if (place?.notBefore !== undefined) limits.push({ at: place.notBefore, cause: { why: 'not-before' } });
  const open = tasks && openTasks(plan, job, 'start').sort((a, b) => b.offsetMs - a.offsetMs)[0];
  return {
    index: OPEN,
    job,
    standing,
    line,
    running: standing.state === 'Running',
    made: isMade(standing),
    before: null,
    setFor: null,
    product: of?.product,
    basis: of?.movesBy ?? usual,
    upstream: [],
    limits,
    task: open ? { id: open.id, offsetMs: Math.max(0, open.offsetMs) } : null,
  };
}

function basisOn(line: LineReference, { settings }: Plan): RateBasis {
  return settings.get(`line-${line.id}`)?.fields.movesBy ?? settings.get('plant')?.fields.movesBy ?? 'standard';
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
    // What all its pieces are made of holds nobody up, though nobody has completed it yet.
    const done = doneAt(standing);
    if (done !== null) {
      step.limits.push({ at: done + waitMs, cause: { why: 'upstream', job: id }, of: standing });
      for (const task of tasks) {
        step.limits.push({ at: done + Math.max(0, task.offsetMs), cause: { why: 'task', task: task.id } });
      }
    } else if (queued) {
      // What runs already still gets the pieces that are to come.
      if (!step.running || overlap !== null) step.upstream.push({ step: queued, waitMs, overlap, tasks });
    } else if (!step.running) {
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
    made(job, standing.line, standing.endedAt ?? standing.startedAt ?? 0);
    for (const { line, toMs } of standing.lots) made(job, line, toMs);
  }
  return new Map([...latest].map(([line, { job }]) => [line, { job, product: productOf(plan, job) }]));

  function made(job: JobOrder, line: string, at: number): void {
    const known = latest.get(line);
    if (!known || at > known.at || (at === known.at && job.id > known.job.id)) latest.set(line, { job, at });
  }
}

/** Of a step that has no place in the order yet; on the path to the one that is looked at. */
const OPEN = -1;
const ON_PATH = -2;

/** Depth first; where jobs wait for each other in a circle, one precedence of it is given up. */
function inOrder(byJob: ReadonlyMap<string, Step>, broken: Steps['broken']): Step[] {
  const ordered: Step[] = [];
  for (const first of byJob.values()) {
    // No recursion: chains can be long.
    const path = first.index === OPEN ? [first] : [];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const source = unorderedSource(step);
      if (source === undefined) {
        step.index = ordered.push(step) - 1;
        path.pop();
      } else if (source.index === ON_PATH) {
        const gaveUp = withoutOne(path.slice(path.indexOf(source)), broken);
        while (path.at(-1) !== gaveUp) path.pop()!.index = OPEN;
      } else {
        step.index = ON_PATH;
        path.push(source);
      }
    }
  }
  return ordered;
}

function unorderedSource({ before, upstream }: Step): Step | undefined {
  if (before && before.index < 0) return before;
  for (const { step } of upstream) if (step.index < 0) return step;
  return undefined;
}

/** Each of the circle waits for the next: drops the first of these precedences, and says who has it no more. */
function withoutOne(circle: readonly Step[], broken: Steps['broken']): Step {
  const sourceOf = (i: number) => circle[(i + 1) % circle.length]!;
  const at = circle.findIndex((step, i) => step.before !== sourceOf(i));
  if (at < 0) throw new Error('The queue of a line waits for itself.');
  const { upstream, job } = circle[at]!;
  const [{ step: source }] = upstream.splice(
    upstream.findIndex(({ step }) => step === sourceOf(at)),
    1,
  ) as [Upstream];
  give(broken, job.id, source.job.id);
  return circle[at]!;
}
