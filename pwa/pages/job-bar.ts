/**
 * A job as a bar of the board. Its words and marks are made when they are first asked for: of thousands of bars some dozens are
 * seen, and a plan in motion makes them all anew. Pure.
 */
import type { JobOrder, WorkOrder } from '../../shared/orders/plan.ts';
import { frozenOn } from '../../shared/orders/rules-frozen.ts';
import type { JobForecast } from '../../shared/schedule/schedule.ts';
import type { BarMark, BoardBar } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { troublesOf } from './board-card.ts';
import { colourOf, delaysOf, dueNote, jobTitle, noteOf, quantityNote } from './board-order.ts';

type Words = Pick<BoardBar, 'title' | 'note' | 'about' | 'colour' | 'marks' | 'label'>;
type Place = Omit<BoardBar, keyof Words>;

/** Without a known end a bar is drawn so long, ms. */
const OPEN_MS = 3_600_000;

export function isLate({ plan, schedule }: PlanView, job: string): boolean {
  return (schedule.orders.get(plan.jobs.get(job)?.fields.order ?? '')?.lateMs ?? 0) > 0;
}

/** Of a job that runs or waits; also as it would be, for previews. */
export function barOf(view: PlanView, forecast: JobForecast): BoardBar {
  const { plan, schedule } = view;
  const { job: id, line, end, p10, p90 } = forecast;
  const order = plan.orders.get(plan.jobs.get(id)?.fields.order ?? '');
  const standing = schedule.standings.get(id);
  const isRunning = standing?.state === 'Running';
  const start = isRunning ? (standing.startedAt ?? forecast.start) : forecast.start;
  const other = forecast.basis === 'standard' ? forecast.extrapolatedEnd : forecast.standardEnd;
  return new WordedBar(
    {
      ...{ id, row: line, start, movable: true },
      ...shortOf(order),
      state: isRunning ? 'running' : standing?.state === 'Interrupted' ? 'interrupted' : 'planned',
      setupFrom: isRunning ? start : forecast.setupFrom,
      end: end ?? Math.max(schedule.now, start) + OPEN_MS,
      endKnown: end !== null,
      ghostEnd: other === end ? null : other,
      range: p10 !== null && p90 !== null ? [p10, p90] : null,
      progress: standing?.wanted ? Math.min(1, standing.made / standing.wanted) : null,
      due: order?.fields.due ?? null,
    },
    () => wordsOf(view, forecast, { start, isRunning }),
  );
}

/** Of a job that is over. */
export function endedBar(
  view: PlanView,
  id: string,
  { line, start, end }: { line: string; start: number; end: number },
): BoardBar {
  const order = view.plan.orders.get(view.plan.jobs.get(id)?.fields.order ?? '');
  return new WordedBar(
    {
      ...{ id, row: line, start, end, setupFrom: start, state: 'ended', endKnown: true, movable: false },
      ...shortOf(order),
      ...{ ghostEnd: null, range: null, progress: 1, due: null },
    },
    () => wordsOfEnded(view, id, { line, end }),
  );
}

class WordedBar implements BoardBar {
  readonly id!: string;
  readonly row!: string;
  readonly short?: string;
  readonly state!: BoardBar['state'];
  readonly setupFrom!: number;
  readonly start!: number;
  readonly end!: number;
  readonly endKnown!: boolean;
  readonly ghostEnd!: number | null;
  readonly range!: BoardBar['range'];
  readonly progress!: number | null;
  readonly due!: number | null;
  readonly movable!: boolean;
  readonly #make: () => Words;
  #made: Words | null = null;

  constructor(place: Place, make: () => Words) {
    Object.assign(this, place);
    this.#make = make;
  }

  get #words(): Words {
    return (this.#made ??= this.#make());
  }

  get title(): string {
    return this.#words.title;
  }
  get note(): string {
    return this.#words.note;
  }
  get about(): string {
    return this.#words.about;
  }
  get colour(): string {
    return this.#words.colour;
  }
  get marks(): readonly BarMark[] {
    return this.#words.marks;
  }
  get label(): string {
    return this.#words.label;
  }
}

function wordsOf(
  view: PlanView,
  forecast: JobForecast,
  { start, isRunning }: { start: number; isRunning: boolean },
): Words {
  const { plan, schedule, plant } = view;
  const { job: id, line } = forecast;
  const job = plan.jobs.get(id);
  const order = plan.orders.get(job?.fields.order ?? '');
  const title = jobTitle(plan, id);
  const note = noteOf(view, forecast);
  const marks = marksOf(view, forecast, { job, order });
  const wanted = [quantityNote(view, id), dueNote(order?.fields.due, plant.timezone, schedule.now)];
  return {
    ...{ title, note, marks },
    about: [...delaysOf(view, forecast), ...wanted].filter(Boolean).join(' · '),
    colour: colourOf(plan, order),
    // How late it is, and what is in its way, is told at length.
    label: [
      p('onLine', title, lineName(view, line)),
      schedule.standings.get(id)?.state === 'Interrupted' ? p('state-Interrupted') : null,
      p(isRunning ? 'runsSince' : 'starts', clockOfPlan(start, plant.timezone, schedule.now)),
      note,
      ...wanted,
      ...troublesOf(view, id),
      ...marks.filter((mark) => mark !== 'late' && mark !== 'conflict').map((mark) => p(`mark-${mark}`)),
    ]
      .filter(Boolean)
      .join(', '),
  };
}

function wordsOfEnded(view: PlanView, id: string, { line, end }: { line: string; end: number }): Words {
  const { plan, schedule, plant } = view;
  const title = jobTitle(plan, id);
  const isAborted = schedule.standings.get(id)?.state === 'Aborted';
  const note = p(isAborted ? 'cancelledAt' : 'endedAt', clockOfPlan(end, plant.timezone, schedule.now));
  return {
    ...{ title, note, about: quantityNote(view, id), marks: [] },
    colour: colourOf(plan, plan.orders.get(plan.jobs.get(id)?.fields.order ?? '')),
    label: [p('onLine', title, lineName(view, line)), note, quantityNote(view, id)].join(', '),
  };
}

function lineName({ lines }: PlanView, line: string): string {
  return lines.find(({ id }) => id === line)?.name ?? line;
}

/** Its colour tells the product; which order of it is left to say. */
function shortOf(order: WorkOrder | undefined): Pick<BoardBar, 'short'> {
  const short = order?.fields.lot ?? order?.fields.lotNumber;
  return short === undefined ? {} : { short };
}

function marksOf(
  view: PlanView,
  { job: id, line }: JobForecast,
  { job, order }: { job: JobOrder | undefined; order: WorkOrder | undefined },
): BarMark[] {
  const { schedule, unsent, draft } = view;
  const marks: BarMark[] = [];
  const { conflicting, frozen } = knownOf(view);
  if (conflicting.has(id)) marks.push('conflict');
  if (schedule.standings.get(id)?.problems.length) marks.push('conflict');
  if (isLate(view, id)) marks.push('late');
  if (job?.conflicts.length || order?.conflicts.length) marks.push('versions');
  if (unsent.has(`job:${id}`) || unsent.has(`order:${order?.id ?? ''}`)) marks.push(draft ? 'draft' : 'unsent');
  if (job?.fields.place?.pinned) marks.push('pinned');
  if (frozen.get(line)?.has(id)) marks.push('frozen');
  return [...new Set(marks)];
}

/** What is asked of every bar, once for each view. */
interface Known {
  conflicting: ReadonlySet<string>;
  /** By line. */
  frozen: ReadonlyMap<string, ReadonlySet<string>>;
}
const known = new WeakMap<PlanView['schedule'], Known>();

function knownOf(view: PlanView): Known {
  let found = known.get(view.schedule);
  if (!found) {
    const { plan } = view;
    const { conflicts, queues, standings } = view.schedule;
    found = {
      conflicting: new Set(conflicts.flatMap(({ job, other }) => (other === null ? [job] : [job, other]))),
      frozen: new Map(
        [...queues.keys()].map((line) => [line, new Set(frozenOn(line, { plan, queues, standings }).next)]),
      ),
    };
    known.set(view.schedule, found);
  }
  return found;
}
