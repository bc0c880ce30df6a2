/** The column "line" of a table of orders: a job that is not there comes to the end of that line's queue. */
import { canRunOn } from '../lines-of-job.ts';
import type { WorkOrder } from '../plan.ts';
import { whyNot } from '../rules.ts';
import type { JobDraft } from '../verbs/jobs-of-order.ts';
import { placesIn } from '../verbs/queue.ts';
import { rulesOf, type VerbWorld } from '../verbs/world.ts';
import { plainName } from './columns.ts';
import type { KnownNames } from './known-names.ts';
import { linesText } from './lines-text.ts';
import type { ReadRow } from './read-cells.ts';
import type { CellProblem } from './report.ts';
import { stepped, type Steps } from './steps.ts';
import { refused, type RowEntry } from './table-entry.ts';
import { SHARES } from './table-report.ts';

export interface LineWish {
  job: string;
  line: string;
}

/** A row with what it wants of the queues, which are told at the end for all rows together. */
export interface OrderEntry extends RowEntry {
  wish: LineWish | null;
  row: ReadRow;
}

/** Null = nothing is wanted, or it is so already. An order with several operations is moved on the board. */
export function lineWish(
  world: VerbWorld,
  row: ReadRow,
  names: KnownNames,
  order: WorkOrder | { id: string; drafts: readonly JobDraft[] },
): LineWish | CellProblem | null {
  const wanted = row.values.line;
  if (typeof wanted !== 'string') return null;
  const { situation, schedule } = world;
  if (!('drafts' in order) && plainName(linesText(order, situation, schedule)) === plainName(wanted)) return null;
  const line = situation.lines.find(({ id }) => id === names.line(wanted));
  if (!line) return row.problem('unknown-line', 'line');
  const jobs =
    'drafts' in order
      ? order.drafts.map(({ key, fields }) => ({ id: `${order.id}.${key}`, fields }))
      : order.jobs.flatMap((id) => situation.plan.jobs.get(id) ?? []);
  const able = jobs.filter(({ fields }) => canRunOn(fields, line));
  const [job] = 'drafts' in order || jobs.length === 1 ? able : [];
  if (able.length > 1 || (jobs.length > 1 && !('drafts' in order))) return row.problem('several-lines', 'line');
  if (!job) return row.problem('refused', 'line', `"${line.name}" cannot do it`);
  return { job: job.id, line: line.id };
}

/** The rows with their places: all that go to one line are placed together, in the order of the table. */
export function* placedRows(world: VerbWorld, entries: readonly OrderEntry[]): Steps<OrderEntry[]> {
  const wishes = entries.flatMap(({ wish }) => wish ?? []);
  const placed = new Map<string, ReturnType<typeof placesIn>>();
  for (const [line, group] of Map.groupBy(wishes, (wish) => wish.line)) {
    yield SHARES.places[0];
    const jobs = group.map(({ job }) => job);
    const all = placesIn(world, jobs, { line, before: null });
    const sets = Map.groupBy(all.ok ? all.sets : [], ({ id }) => id);
    for (const job of jobs) {
      placed.set(job, all.ok ? { ok: true, sets: sets.get(job) ?? [] } : all);
      sets.delete(job);
    }
    // If the whole queue got new keys, those of the others come with the first.
    const first = placed.get(jobs[0]!)!;
    if (first.ok) first.sets.push(...[...sets.values()].flat());
  }
  const rules = rulesOf(world);
  const known = world.situation.plan.jobs;
  return yield* stepped(entries, SHARES.places, (entry) => {
    const { wish, row } = entry;
    if (!wish) return entry;
    const place = placed.get(wish.job)!;
    const isKnown = known.has(wish.job);
    const not = place.ok ? (isKnown ? whyNot({ type: 'change', sets: place.sets }, rules) : null) : place;
    if (not) return { ...entry, ...refused(row, entry.report.title, [row.problem('refused', 'line', not.detail)]) };
    return { ...entry, sets: [...entry.sets, ...(place.ok ? place.sets : [])] };
  });
}
