/** Which orders end at another time if the calendar is changed, the latest loudest. Pure. */
import {
  addException,
  changeException,
  customisedFrom,
  customiseWeek,
  setDefaultWeek,
} from '../../shared/calendar/calendar-verbs.ts';
import type { WeekDays } from '../../shared/orders/entities.ts';
import type { Saying } from '../../shared/orders/said.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import type { CalendarPreview, ExceptionDraft, Keeping, MoveRow } from '../components/calendar/calendar-model.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { clockOfPlan } from '../locales/format.ts';
import { titleOf } from './board-order.ts';
import { viewAfter } from './board-preview.ts';
import { roughly } from './near-time.ts';
import { refusalText } from './plan-refusal.ts';

/** Less than this nobody plans by. */
const MOVES_MS = 60_000;

export interface WeekDraft {
  scope: string;
  monday: string;
  days: WeekDays;
}

export function sayWeek(world: VerbWorld, { scope, monday, days }: WeekDraft, keeping: Keeping): Saying {
  if (keeping.as === 'week') return customiseWeek(world, { scope, monday, days });
  return setDefaultWeek(world, { scope, from: keeping.from, days, overwriteCustomised: keeping.overwrite });
}

export function sayException(world: VerbWorld, { id, name, ...rest }: ExceptionDraft): Saying {
  const fields = { ...rest, name: name.trim() || null };
  return id === null ? addException(world, fields) : changeException(world, { id, ...fields });
}

/** Customised weeks that would give way. */
export function overwrittenBy(view: Pick<PlanView, 'situation'>, scope: string, from: string): number {
  return customisedFrom(view, scope, from).length;
}

export function previewOf(view: PlanView, say: (world: VerbWorld) => Saying): CalendarPreview {
  const { situation, schedule } = view;
  const saying = say({ situation, schedule, newId: () => 'preview-1', suffix: 'preview' });
  if (!saying.ok) return { rows: [], refused: refusalText(saying) };
  if (saying.said.length === 0) return { rows: [], refused: null };
  return { rows: movesOf(view, viewAfter(view, saying.said)), refused: null };
}

type Move = MoveRow & { weight: number };

export function movesOf(before: PlanView, after: PlanView): MoveRow[] {
  const moves: Move[] = [];
  for (const [id, { end, lateMs }] of after.schedule.orders) {
    const was = before.schedule.orders.get(id);
    if (!was || (was.end ?? 0) === (end ?? 0) || Math.abs((end ?? 0) - (was.end ?? 0)) < MOVES_MS) continue;
    const title = titleOf(after.plan, after.plan.orders.get(id));
    const time = (at: number | null) =>
      at === null ? c('noEnd') : clockOfPlan(at, after.plant.timezone, after.schedule.now);
    moves.push({ title, was: time(was.end), is: time(end), ...toneOf({ was, end, lateMs }) });
  }
  return moves.sort((a, b) => b.weight - a.weight).map(({ weight: _weight, ...row }) => row);
}

/** Late ones first, the latest of them first; then what slips; then what gains. */
function toneOf(move: {
  was: { end: number | null; lateMs: number | null };
  end: number | null;
  lateMs: number | null;
}) {
  const { was, end, lateMs } = move;
  const shift = (end ?? 0) - (was.end ?? 0);
  if (end === null) return { note: c('neverEnds'), tone: 'act' as const, weight: Infinity };
  if (lateMs !== null && lateMs > 0 && shift > 0)
    return { note: c('late', roughly(lateMs)), tone: 'act' as const, weight: 1e13 + lateMs };
  if (was.end === null) return { note: c('endsNow'), tone: 'plain' as const, weight: 0 };
  if (lateMs !== null && lateMs <= 0 && (was.lateMs ?? 0) > 0)
    return { note: c('inTime'), tone: 'plain' as const, weight: -1 };
  if (shift > 0) return { note: c('later', roughly(shift)), tone: 'look' as const, weight: shift };
  return { note: c('earlier', roughly(-shift)), tone: 'plain' as const, weight: -1 - 1 / -shift };
}

/** The latest preview: working out a schedule takes long enough not to do it for every render. */
export class PreviewMemory {
  #view: PlanView | null = null;
  #key = '';
  #preview: CalendarPreview = { rows: [], refused: null };

  /** `wanted` = all that `say` depends on, as plain data. */
  of(view: PlanView, wanted: object, say: (world: VerbWorld) => Saying): CalendarPreview {
    const key = JSON.stringify(wanted);
    if (view !== this.#view || key !== this.#key) {
      this.#preview = previewOf(view, say);
      [this.#view, this.#key] = [view, key];
    }
    return this.#preview;
  }
}
