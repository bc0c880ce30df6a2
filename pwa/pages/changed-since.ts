/** What others made, since, of what somebody wants to take back or do again: who, what and when. */
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { ChangedThing } from '../components/plan/ls-plan-since.ts';
import type { PlanningData, PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { entityName } from '../locales/planning.ts';
import { nameOf } from './board-versions.ts';
import { historyLines } from './order-history.ts';

/** Whoever changed a whole table is told enough. */
const MOST = 4;
const NAMED: readonly PlanEntity[] = ['order', 'job', 'product'];

/** `entities`: `<entity>:<id>` each. Never rejects. */
export function changedSince(
  planning: Pick<PlanningData, 'history'>,
  view: PlanView,
  entities: readonly string[],
): Promise<ChangedThing[]> {
  return Promise.all(
    entities.slice(0, MOST).map(async (named): Promise<ChangedThing> => {
      const [kind, id = ''] = named.split(/:(.*)/s);
      const entity = kind as PlanEntity;
      const { entries, complete } = await planning.history(entity, id);
      const [last] = historyLines(view, { things: [{ job: entity === 'job' ? id : null, entries }], complete });
      const at = entries.find((entry) => entry.id === last?.id)?.at;
      const when = at === undefined ? '' : clockOfPlan(at, view.plant.timezone, view.schedule.now);
      return {
        name: NAMED.includes(entity) ? nameOf(view, { entity, id }) : entityName(entity),
        what: last?.what ?? '',
        by: last ? [p('saidBy', last.who, when), last.why].filter(Boolean).join(' · ') : '',
      };
    }),
  );
}
