/**
 * An order for the queues of all lines by a dispatching rule: whenever a line is free, the job with the highest index comes
 * next. The index is that of apparent tardiness cost with set-ups (ATCS; Lee, Bhaskaran, Pinedo 1997): what is urgent and short
 * comes first, a long changeover counts against a job, and so does idle time before it.
 */
import type { JobOrder, Plan } from '../orders/plan.ts';
import { finished, type Steps } from '../orders/table/steps.ts';
import type { LineReference } from '../sync/rows.ts';
import { optionOf, runOf, type FreeLine, type Option, type OptionGround } from './option.ts';

const HOUR_MS = 3_600_000;
/** Of the jobs of a line, the most urgent are looked at. */
const MOST_COMPARED = 40;
/** Jobs that are dispatched in one go. */
const PIECE = 50;

export interface ToDispatch extends OptionGround {
  lines: readonly LineReference[];
  /** By line: what comes first there and stays as it is, in order, what runs included. */
  heads: ReadonlyMap<string, readonly string[]>;
  /** By line: what may come in any order; a job may be at several lines. */
  pools: ReadonlyMap<string, readonly string[]>;
}

/** How much urgency and set-ups count; the smaller, the more. */
export interface Weights {
  urgency: number;
  setup: number;
}

interface Floor extends FreeLine {
  /** The next one last. */
  head: string[];
  /** The most urgent one first. */
  pool: string[];
  done: string[];
  /** All that it has waits for another line. */
  stuck: boolean;
  isEmpty: boolean;
}

/** By line: jobs in the new order, those that run included. Jobs whose predecessors cannot be dispatched come last. */
export function dispatch(question: ToDispatch, weights: Weights): Map<string, string[]> {
  return finished(dispatching(question, weights));
}

/** The same in pieces. */
export function* dispatching(question: ToDispatch, weights: Weights): Steps<Map<string, string[]>> {
  const { lines, heads, pools, now, plan } = question;
  const urgency = urgencies(question);
  const floors = lines.map((line): Floor => {
    const pool = [...(pools.get(line.id) ?? [])].sort((a, b) => urgency.get(a)! - urgency.get(b)!);
    return {
      line,
      free: now,
      last: null,
      // The next one last: so it is taken away without moving the others.
      head: [...(heads.get(line.id) ?? [])].reverse(),
      pool,
      done: [],
      stuck: false,
      isEmpty: false,
    };
  });
  const known = new Map<string, Option>();
  const open = new Set(floors.flatMap(({ head, pool }) => [...head, ...pool]));
  while (open.size > 0) {
    const ready = floors.filter(({ stuck, isEmpty }) => !stuck && !isEmpty);
    // In a circle somebody has to begin.
    const isForced = ready.length === 0;
    const floor = (isForced ? floors.filter(({ isEmpty }) => !isEmpty) : ready).reduce((first, each) =>
      each.free < first.free ? each : first,
    );
    if (floor.head.length === 0) dropDone(floor.pool, open);
    const ids = floor.head.length > 0 ? floor.head.slice(-1) : floor.pool;
    floor.isEmpty = ids.length === 0;
    const free = isForced ? ids.slice(0, 1) : freeOf(ids, plan, open);
    const options = free.map((id) => optionOf(question, floor, plan.jobs.get(id)!, known));
    floor.stuck = options.length === 0;
    if (floor.stuck) continue;
    const next = floor.head.length > 0 ? options[0]! : best(question, options, urgency, weights);
    known.set(next.job.id, next);
    open.delete(next.job.id);
    floor.head.pop();
    floor.free = Math.max(floor.free, next.end);
    floor.last = next.job;
    floor.done.push(next.job.id);
    for (const each of floors) each.stuck = false;
    if (known.size % PIECE === 0) yield known.size / (known.size + open.size);
  }
  return new Map(floors.map(({ line, done }) => [line.id, done]));
}

/** Those that went to other lines stay in between until they come first: nobody looks at many of them. */
function dropDone(pool: string[], open: ReadonlySet<string>): void {
  const next = pool.findIndex((job) => open.has(job));
  pool.splice(0, next < 0 ? pool.length : next);
}

/** The most urgent of those that could be next. */
function freeOf(ids: readonly string[], plan: Plan, open: ReadonlySet<string>): string[] {
  const free: string[] = [];
  for (const id of ids) {
    if (open.has(id) && isFree(plan.jobs.get(id)!, open) && free.push(id) === MOST_COMPARED) break;
  }
  return free;
}

/** Nothing that comes before it is still to be dispatched. */
function isFree(job: JobOrder, open: ReadonlySet<string>): boolean {
  return (job.fields.after ?? []).every((each) => !open.has(each.job));
}

/** The highest index among those that could begin before any of them would have ended, and would not run into a pinned job. */
function best({ plan }: ToDispatch, all: Option[], urgency: ReadonlyMap<string, number>, weights: Weights): Option {
  const pinned = all.filter(({ job }) => job.fields.place?.pinned).sort((a, b) => a.start - b.start)[0];
  const options = pinned ? all.filter((each) => each.end <= pinned.start - pinned.setupMs) : all;
  if (options.length === 0) return pinned!;
  const soonest = Math.min(...options.map(({ end }) => end));
  const active = options.filter(({ start }) => start < soonest || start === options[0]!.start);
  const mean = (of: (option: Option) => number) => active.reduce((sum, each) => sum + of(each), 0) / active.length || 1;
  const runMs = mean((each) => each.runMs);
  const setupMs = mean((each) => each.setupMs);
  const first = Math.min(...active.map(({ start }) => start));
  const indexOf = (option: Option) => {
    const weight = 10 - (plan.orders.get(option.job.fields.order ?? '')?.fields.priority ?? 5);
    const slack = Math.max(0, urgency.get(option.job.id)! - option.runMs - option.start);
    return (
      Math.log(weight / Math.max(1, option.runMs)) -
      slack / (weights.urgency * runMs) -
      option.setupMs / (weights.setup * setupMs) -
      (option.start - first) / runMs
    );
  };
  return active.reduce((top, each) => (indexOf(each) > indexOf(top) ? each : top));
}

/** Until when each job has to be done for its order to be in time: the due date less what comes after it. Without date: a year. */
function urgencies(question: ToDispatch): Map<string, number> {
  const { plan, lines, now, heads, pools } = question;
  const until = new Map<string, number>();
  const followers = new Map<string, { id: string; waitMs: number }[]>();
  for (const job of plan.jobs.values()) {
    for (const { job: id, waitMs = 0 } of job.fields.after ?? []) {
      const known = followers.get(id);
      if (known) known.push({ id: job.id, waitMs });
      else followers.set(id, [{ id: job.id, waitMs }]);
    }
  }
  const lineOf = new Map<string, LineReference>();
  for (const line of lines)
    for (const id of [...(heads.get(line.id) ?? []), ...(pools.get(line.id) ?? [])]) lineOf.set(id, line);
  const dueOf = (id: string): number => {
    const { order = '', place } = plan.jobs.get(id)!.fields;
    return (place?.pinned ? place.notBefore : plan.orders.get(order)?.fields.due) ?? now + 8_766 * HOUR_MS;
  };
  const latest = (id: string): number => {
    let earliest = dueOf(id);
    for (const { id: next, waitMs } of followers.get(id) ?? []) {
      const line = lineOf.get(next);
      if (line) earliest = Math.min(earliest, until.get(next)! - runOf(question, plan.jobs.get(next)!, line) - waitMs);
    }
    return earliest;
  };
  // No recursion: chains can be long. What is on the path has its own due date meanwhile, which ends a circle.
  for (const start of lineOf.keys()) {
    const path = until.has(start) ? [] : [{ id: start, left: [...(followers.get(start) ?? [])] }];
    if (path.length > 0) until.set(start, dueOf(start));
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const next = last.left.pop()?.id;
      if (next === undefined) {
        until.set(last.id, latest(last.id));
        path.pop();
      } else if (lineOf.has(next) && !until.has(next)) {
        until.set(next, dueOf(next));
        path.push({ id: next, left: [...(followers.get(next) ?? [])] });
      }
    }
  }
  return until;
}
