/** What would be if something were dropped there: the verb that says it, and the schedule as it would be then. Pure. */
import type { NotSaid, Said, Saying } from '../../shared/orders/said.ts';
import { moveJobs, parkJobs } from '../../shared/orders/verbs/placing.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { withSaid } from '../../shared/orders/with-said.ts';
import { scheduleOf } from '../../shared/schedule/schedule-of.ts';
import type { BoardBar, DropPreview, DropTarget } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { barOf } from './job-bar.ts';
import { jobTitle, titleOf } from './board-order.ts';
import { linesTaking } from './job-lines.ts';
import { roughly } from './near-time.ts';
import { refusalText } from './plan-refusal.ts';
import { setUpMs } from './set-up-time.ts';

/** Less than this nobody plans by. */
const MOVES_MS = 60_000;
const MOST_LINES = 6;

export interface MoveOptions {
  /** Needed to move what is frozen. */
  why?: string;
}

/** The facts of a drop, or why it cannot be. */
export function dropped(
  world: VerbWorld,
  ids: readonly string[],
  target: DropTarget,
  options: MoveOptions = {},
): Saying {
  if (target.kind === 'parking') return parkJobs(world, { ids, ...options });
  return moveJobs(world, {
    ids,
    target: {
      line: target.row,
      before: target.before,
      ...(target.at !== null && { notBefore: target.at }),
    },
    ...options,
  });
}

/** The view as it would be after `said`; nothing is entered. */
export function viewAfter(view: PlanView, said: readonly Said[]): PlanView {
  const plan = withSaid(view.plan, said, view.schedule.now);
  const situation = { ...view.situation, plan };
  return { ...view, plan, situation, schedule: scheduleOf(situation) };
}

/** What a drop would move. */
export function previewOfDrop(
  view: PlanView,
  world: VerbWorld,
  ids: readonly string[],
  target: DropTarget,
): DropPreview {
  const drop = (why?: string) => dropped(world, ids, target, why === undefined ? {} : { why });
  return previewOf(view, ids, drop, target.kind === 'row' ? target.row : null);
}

/** What needs a reason first is shown as if it had one. `line` = where they would go, if somebody said it. */
export function previewOf(
  view: PlanView,
  ids: readonly string[],
  make: (why?: string) => Saying,
  line: string | null = null,
): DropPreview {
  const first = make();
  const needsWhy = !first.ok && first.why === 'frozen';
  const saying = needsWhy ? make('–') : first;
  if (!saying.ok) return refusedPreview(view, ids, saying, line);
  const after = viewAfter(view, saying.said);
  const asks = needsWhy ? [look(frozenText(view, ids, first))] : [];
  const lines = [...whereLines(after, ids), ...asks, ...slips(view, after, ids)];
  const shown =
    lines.length > MOST_LINES
      ? [...lines.slice(0, MOST_LINES), { text: p('andMore', lines.length - MOST_LINES), tone: 'plain' as const }]
      : lines;
  return {
    bars: changedBars(view, after),
    lines: shown,
    refused: null,
    spoken: shown.map(({ text }) => text).join('. '),
  };
}

function refusedPreview(view: PlanView, ids: readonly string[], not: NotSaid, line: string | null): DropPreview {
  const there = not.why === 'wrong-line' ? view.lines.find(({ id }) => id === line) : undefined;
  if (!there) return { bars: [], lines: [], refused: refusalText(not), spoken: refusalText(not) };
  const refused = p('cannotThere', there.name, jobTitle(view.plan, not.about?.replace(/^job:/, '') ?? ''));
  const others = linesTaking(view, ids).map(({ name }) => name);
  const lines: Line[] = others.length > 0 ? [{ text: p('possibleThere', others.join(', ')), tone: 'plain' }] : [];
  return { bars: [], lines, refused, spoken: [refused, ...lines.map(({ text }) => text)].join('. ') };
}

/** Whether it is frozen itself, or would come before what is. */
function frozenText({ plan }: PlanView, ids: readonly string[], { about }: NotSaid): string {
  const frozen = about?.replace(/^job:/, '') ?? '';
  return ids.includes(frozen) ? p('frozenAsks') : p('frozenNextAsks', jobTitle(plan, frozen));
}

type Line = DropPreview['lines'][number];

function look(text: string): Line {
  return { text, tone: 'look' };
}

function whereLines({ plan, schedule, plant, lines }: PlanView, ids: readonly string[]): Line[] {
  return ids.slice(0, 3).map((id): Line => {
    const title = jobTitle(plan, id);
    const forecast = schedule.jobs.get(id);
    if (!forecast) return { text: p('goesToParking', title), tone: 'plain' };
    const line = lines.find((one) => one.id === forecast.line)?.name ?? forecast.line;
    const [starts, ends] = [forecast.start, forecast.end].map((at) =>
      at === null ? p('unknownTime') : clockOfPlan(at, plant.timezone, schedule.now),
    );
    const setup = setUpMs({ plan, plant, lines }, forecast);
    const text = p('wouldRun', title, line, starts!, ends!);
    return { text: setup > 0 ? `${text} · ${p('setup', roughly(setup))}` : text, tone: 'plain' };
  });
}

/** Orders whose promise changes, late ones first; then conflicts that were not there. */
export function slips(before: PlanView, after: PlanView, ids: readonly string[]): Line[] {
  let newlyLate = 0;
  const moved = new Set(ids.map((id) => after.plan.jobs.get(id)?.fields.order));
  const changes: { text: string; tone: Line['tone']; ms: number }[] = [];
  for (const [id, { end, lateMs }] of after.schedule.orders) {
    const was = before.schedule.orders.get(id);
    const isLate = (lateMs ?? 0) > 0;
    const wasLate = (was?.lateMs ?? 0) > 0;
    if (isLate && !wasLate) newlyLate++;
    const ms = end === null || was?.end == null ? 0 : end - was.end;
    const title = titleOf(after.plan, after.plan.orders.get(id));
    if (isLate && (!wasLate || ms > MOVES_MS))
      changes.push({ text: p('slipsLate', title, roughly(lateMs ?? 0)), tone: 'act', ms: Infinity });
    else if (wasLate && !isLate) changes.push({ text: p('inTimeNow', title), tone: 'plain', ms: Math.abs(ms) });
    else if (Math.abs(ms) > MOVES_MS && !moved.has(id))
      changes.push({
        text: p(ms > 0 ? 'slips' : 'earlier', title, roughly(Math.abs(ms))),
        tone: ms > 0 ? 'look' : 'plain',
        ms: Math.abs(ms),
      });
  }
  const had = new Set(before.schedule.conflicts.map(({ why, job, other }) => `${why} ${job} ${other}`));
  const conflicts = after.schedule.conflicts
    .filter(({ why, job, other }) => !had.has(`${why} ${job} ${other}`))
    .map(({ why, job }): Line => ({ text: `${p(`conflict-${why}`)}: ${jobTitle(after.plan, job)}`, tone: 'act' }));
  const sum: Line[] = newlyLate > 1 ? [{ text: p('becomeLate', newlyLate), tone: 'act' }] : [];
  return [...sum, ...conflicts, ...changes.sort((a, b) => b.ms - a.ms).map(({ text, tone }) => ({ text, tone }))];
}

/** Bars that are elsewhere than they were, or new on the board. */
export function changedBars(before: PlanView, after: PlanView): BoardBar[] {
  const bars: BoardBar[] = [];
  for (const forecast of after.schedule.jobs.values()) {
    const was = before.schedule.jobs.get(forecast.job);
    const isSame =
      was !== undefined &&
      was.line === forecast.line &&
      was.start === forecast.start &&
      was.end === forecast.end &&
      was.setupFrom === forecast.setupFrom;
    if (!isSame) bars.push(barOf(after, forecast));
  }
  return bars;
}
