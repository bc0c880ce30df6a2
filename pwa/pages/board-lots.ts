/** "Line runs X, plan says Y": what can be done about a lot. Pure. */
import type { LotQuestion } from '../components/plan/ls-plan-lot.ts';
import type { PlanView } from '../data/planning.ts';
import { number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { rowsFor } from './job-lines.ts';
import { jobTitle } from './board-order.ts';

/** Null = it found its order meanwhile. */
export function lotQuestion(view: PlanView, line: string, lot: string): LotQuestion | null {
  const { plan, schedule, lines } = view;
  const mismatch = schedule.mismatches.find((one) => one.line === line && one.lot === lot);
  if (!mismatch) return null;
  const name = lines.find(({ id }) => id === line)?.name ?? line;
  const planned = mismatch.planned === null ? p('nothing') : jobTitle(plan, mismatch.planned);
  const candidates = [...plan.jobs.values()].filter((job) => {
    const rows = rowsFor(view, job);
    return (
      plan.orders.get(job.fields.order ?? '')?.fields.closed === undefined && (rows === null || rows.includes(line))
    );
  });
  const queue = schedule.queues.get(line) ?? [];
  const place = (id: string) => (queue.includes(id) ? queue.indexOf(id) : queue.length);
  return {
    text: p(`lot-${mismatch.why}`, name, lot, number(mismatch.unassigned), planned),
    item: mismatch.item,
    confirm: mismatch.why === 'confirm' && mismatch.job !== null ? jobTitle(plan, mismatch.job) : null,
    // What waits on this line first: it is most likely that.
    jobs: candidates
      .sort((a, b) => place(a.id) - place(b.id))
      .slice(0, 200)
      .map(({ id }) => ({ id, title: jobTitle(plan, id) })),
    chosen: mismatch.job ?? mismatch.planned,
  };
}
