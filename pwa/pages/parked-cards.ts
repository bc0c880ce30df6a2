/** Jobs that are on no line, as cards of the parking lot. Pure. */
import type { BarMark, ParkedCard } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { colourOf, dueNote, jobTitle, quantityNote, workingTime } from './board-order.ts';
import { linesShown } from './board-rows.ts';
import { isLate } from './job-bar.ts';
import { rowsFor } from './job-lines.ts';

export function parkedCards(view: PlanView, group: string | null): ParkedCard[] {
  const { plan, schedule, plant } = view;
  return inRouteOrder(view).flatMap((id): ParkedCard[] => {
    const job = plan.jobs.get(id);
    const order = plan.orders.get(job?.fields.order ?? '');
    if (!job || !order) return [];
    const rows = rowsFor(view, job);
    if (group !== null && rows && !linesShown(view, group).some((line) => rows.includes(line.id))) return [];
    const title = jobTitle(plan, id);
    const note = [
      leftNote(view, id),
      dueNote(order.fields.due, plant.timezone, schedule.now),
      isNothingLeft(view, id) ? null : workingTime(view, id),
      order.fields.upstreamLot ? p('upstreamLot', order.fields.upstreamLot) : null,
    ]
      .filter(Boolean)
      .join(' · ');
    const marks: BarMark[] = [];
    if (isLate(view, id)) marks.push('late');
    if (job.conflicts.length || order.conflicts.length) marks.push('versions');
    if (view.unsent.has(`job:${id}`) || view.unsent.has(`order:${order.id}`))
      marks.push(view.draft ? 'draft' : 'unsent');
    return [
      {
        ...{ id, title, note, marks, rows },
        colour: colourOf(plan, order),
        label: [title, note, ...marks.map((mark) => p(`mark-${mark}`))].join(', '),
      },
    ];
  });
}

/** As the parking lot has them; those of one order together, the earlier operation first. */
function inRouteOrder({ plan, schedule }: PlanView): string[] {
  const orders = Map.groupBy(schedule.parked, (id) => plan.jobs.get(id)?.fields.order ?? id);
  const position = (id: string) => plan.jobs.get(id)?.fields.position ?? 0;
  return [...orders.values()].flatMap((jobs) => jobs.toSorted((a, b) => position(a) - position(b)));
}

function isNothingLeft({ schedule }: PlanView, id: string): boolean {
  return schedule.standings.get(id)?.remaining === 0;
}

/** Made elsewhere or counted by hand, it waits for nothing but being completed. */
function leftNote(view: PlanView, id: string): string {
  const { made = 0, wanted = null } = view.schedule.standings.get(id) ?? {};
  if (!isNothingLeft(view, id) || wanted === null) return quantityNote(view, id);
  return p('nothingLeft', number(made), number(wanted));
}
