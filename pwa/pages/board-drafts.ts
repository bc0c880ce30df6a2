/** What an open draft would change: promises before and after, in words. Pure. */
import type { DraftDifference, ShownDraft } from '../components/plan/ls-plan-drafts.ts';
import type { ChangedMeanwhile, PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { titleOf } from './board-order.ts';
import { fieldName, nameOf, valueText } from './board-versions.ts';

const MOVES_MS = 60_000;

export function shownDrafts(view: PlanView): ShownDraft[] {
  const { schedule, plant } = view;
  return view.drafts.map(({ id, name, steps, begunAt }) => ({
    ...{ id, name },
    note: p('draftNote', steps.length, clockOfPlan(begunAt, plant.timezone, schedule.now)),
    open: view.draft?.id === id,
  }));
}

/** Null while no draft is open. */
export function draftDifference(view: PlanView, meanwhile: readonly ChangedMeanwhile[]): DraftDifference | null {
  const { draft, published } = view;
  if (!draft) return null;
  // What others said stands in the queues as they are without the draft.
  const without = { ...view, ...published };
  const sets = draft.steps.flatMap((step) => step.sets);
  return {
    name: draft.name,
    promises: promises(view),
    changes: sets.map(({ entity, id, set }) =>
      [
        nameOf(view, { entity, id }),
        Object.entries(set)
          .map(([field, value]) => `${fieldName(field)}: ${valueText(view, field, value, id)}`)
          .join(', '),
      ].join(' · '),
    ),
    meanwhile: meanwhile.map(({ entity, id, field, was, is, draft: wanted }) => ({
      title: `${nameOf(view, { entity, id })} · ${fieldName(field)}`,
      was: valueText(without, field, was, id),
      is: valueText(without, field, is, id),
      draft: valueText(view, field, wanted, id),
    })),
  };
}

function promises(view: PlanView): DraftDifference['promises'] {
  const { published, schedule, plan, plant } = view;
  const text = (at: number | null | undefined) =>
    at == null ? p('notPlanned') : clockOfPlan(at, plant.timezone, schedule.now);
  const rows: (DraftDifference['promises'][number] & { lateMs: number })[] = [];
  for (const [id, { end, lateMs }] of schedule.orders) {
    const was = published.schedule.orders.get(id);
    if (was && was.end !== null && end !== null && Math.abs(was.end - end) < MOVES_MS) continue;
    if (was?.end == null && end === null) continue;
    const isLate = (lateMs ?? 0) > 0;
    const isLater = was?.end != null && end !== null && end > was.end;
    rows.push({
      title: titleOf(plan, plan.orders.get(id)),
      was: text(was?.end),
      is: text(end),
      tone: isLate ? 'act' : isLater ? 'look' : 'plain',
      lateMs: lateMs ?? 0,
    });
  }
  return rows.sort((a, b) => b.lateMs - a.lateMs).map(({ lateMs: _, ...row }) => row);
}
