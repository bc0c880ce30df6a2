/** All that a planner asks of a job, on the card beside its bar. Pure. */
import type { JobForecast } from '../../shared/schedule/schedule.ts';
import type { BarCard, BarFact } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, number, percent } from '../locales/format.ts';
import { planCardText as c } from '../locales/board-card.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle, workingTime } from './board-order.ts';
import { roughly } from './near-time.ts';
import { causeText } from './order-rows.ts';
import { setUpMs } from './set-up-time.ts';

/** Null for a job that is not there. */
export function barCard(view: PlanView, id: string): BarCard | null {
  const { plan, schedule, lines } = view;
  const job = plan.jobs.get(id);
  const order = plan.orders.get(job?.fields.order ?? '');
  if (!job || !order) return null;
  const { product, reference, upstreamLot } = order.fields;
  const standing = schedule.standings.get(id);
  const forecast = schedule.jobs.get(id);
  const line = forecast?.line ?? standing?.line ?? null;
  const about = [
    product === undefined ? p('noProduct') : (plan.products.get(product)?.fields.name ?? product),
    reference,
    line === null ? null : (lines.find((one) => one.id === line)?.name ?? line),
    p(`state-${standing?.state ?? 'NotAllowedToStart'}`),
  ];
  return {
    title: jobTitle(plan, id),
    about: about.filter(Boolean).join(' · '),
    facts: [
      { name: p('field-quantity'), value: quantity(view, id) },
      ...(forecast ? expected(view, forecast) : [...been(view, id), ...takes(view, id)]),
      ...promised(view, order.id, order.fields.due),
      ...(upstreamLot === undefined ? [] : [{ name: p('field-upstreamLot'), value: upstreamLot }]),
    ],
    notes: notes(view, id),
  };
}

function quantity({ schedule }: PlanView, id: string): string {
  const { made = 0, wanted = null } = schedule.standings.get(id) ?? {};
  if (wanted === null) return made > 0 ? p('madeSoFar', number(made)) : p('noQuantity');
  if (made === 0) return number(wanted);
  return `${p('madeOf', number(made), number(wanted))} · ${percent(wanted === 0 ? null : made / wanted, 0)}`;
}

/** Of a job that is over, or waits in the parking lot. */
function been({ schedule, plant }: PlanView, id: string): BarFact[] {
  const { startedAt, endedAt } = schedule.standings.get(id) ?? { startedAt: null, endedAt: null };
  if (startedAt === null) return [];
  const [from, to] = [startedAt, endedAt].map((at) =>
    at === null ? p('unknownTime') : clockOfPlan(at, plant.timezone, schedule.now),
  );
  return [{ name: c('ran'), value: `${from} – ${to}` }];
}

/** Of what is parked. */
function takes(view: PlanView, id: string): BarFact[] {
  const time = view.schedule.parked.includes(id) ? workingTime(view, id) : null;
  return time === null ? [] : [{ name: c('takes'), value: time }];
}

function expected(view: PlanView, forecast: JobForecast): BarFact[] {
  const { schedule, plant } = view;
  const { start, standardEnd, extrapolatedEnd, basis, p10, p90, perHour, standardPerHour } = forecast;
  const time = (at: number | null) => (at === null ? p('unknownTime') : clockOfPlan(at, plant.timezone, schedule.now));
  const began = schedule.standings.get(forecast.job)?.startedAt ?? null;
  const because = began === null ? causeText(view, forecast.cause) : '';
  const setUp = setUpMs(view, forecast);
  const setup = setUp > 0 ? p('setup', roughly(setUp)) : '';
  const byOther = basis === 'standard' ? extrapolatedEnd : standardEnd;
  const pace = perHour !== null && standardPerHour ? c('ofStandard', percent(perHour / standardPerHour, 0)) : '';
  return [
    {
      name: c(began === null ? 'starts' : 'began'),
      value: [time(began ?? start), because, setup].filter(Boolean).join(' · '),
    },
    { name: p(`ends-${basis}`), value: time(forecast.end) },
    {
      name: p(`ends-${basis === 'standard' ? 'extrapolated' : 'standard'}`),
      value: byOther === null ? p('tooLittleKnown') : time(byOther),
    },
    ...(p10 === null || p90 === null ? [] : [{ name: p('forecastRange'), value: `${time(p10)} – ${time(p90)}` }]),
    ...(perHour === null
      ? []
      : [
          {
            name: p('forecastRate'),
            value: [p('perHour', number(perHour)), basis === 'standard' ? '' : pace].filter(Boolean).join(' · '),
          },
        ]),
  ];
}

function promised({ schedule, plant }: PlanView, order: string, due: number | undefined): BarFact[] {
  if (due === undefined) return [];
  const end = schedule.orders.get(order)?.end ?? null;
  const at = clockOfPlan(due, plant.timezone, schedule.now);
  if (end === null) return [{ name: p('field-due'), value: at }];
  const isLate = end > due;
  const by = roughly(Math.abs(end - due));
  return [
    {
      name: p('field-due'),
      value: `${at} · ${isLate ? p('late', by) : c('spare', by)}`,
      ...(isLate && { tone: 'look' as const }),
    },
  ];
}

/** What cannot be as it is planned, and facts that met: `Two jobs at the same time: Flu 125`. */
export function troublesOf({ plan, schedule }: PlanView, id: string): string[] {
  const conflicts = schedule.conflicts
    .filter(({ job, other }) => job === id || other === id)
    .map(({ why, job, other }) => {
      const against = job === id ? other : job;
      return against === null ? p(`conflict-${why}`) : `${p(`conflict-${why}`)}: ${jobTitle(plan, against)}`;
    });
  const problems = schedule.standings.get(id)?.problems ?? [];
  return [...conflicts, ...problems.map(({ code }) => p(`problem-${code}`))];
}

/** Why it is late, and what is in its way; loudest first. */
function notes(view: PlanView, id: string): BarCard['notes'] {
  const { plan, schedule, unsent, draft } = view;
  const job = plan.jobs.get(id);
  const order = job?.fields.order ?? '';
  const late = schedule.orders.get(order);
  const notes: BarCard['notes'][number][] = troublesOf(view, id).map((text) => ({ tone: 'act', text }));
  if ((late?.lateMs ?? 0) > 0) {
    const causes = (late?.causes ?? []).map(({ why, ms }) => `${p(`cause-${why}`)} (${roughly(ms)})`);
    if (causes.length > 0) notes.push({ tone: 'look', text: c('lateBecause', causes.join(', ')) });
  }
  if (job?.conflicts.length || plan.orders.get(order)?.conflicts.length)
    notes.push({ tone: 'look', text: p('mark-versions') });
  if (job?.fields.place?.pinned) notes.push({ tone: 'plain', text: p('mark-pinned') });
  if (unsent.has(`job:${id}`) || unsent.has(`order:${order}`))
    notes.push({ tone: 'plain', text: p(draft ? 'mark-draft' : 'mark-unsent') });
  return notes;
}
