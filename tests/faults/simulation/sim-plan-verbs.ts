/** What planners, supervisors and operators do in the simulation: a verb, of whatever their device shows at that moment. */
import type { PlanView } from '../../../pwa/data/planning.ts';
import type { JobState } from '../../../shared/orders/job-state.ts';
import type { WorkOrder } from '../../../shared/orders/plan.ts';
import type { Saying } from '../../../shared/orders/said.ts';
import { cancelOrder, closeOrder, reopenOrder } from '../../../shared/orders/verbs/closing.ts';
import { assignLot } from '../../../shared/orders/verbs/lots.ts';
import { createOrder, deleteOrder, duplicateOrder, editOrder } from '../../../shared/orders/verbs/orders.ts';
import { LOAD_MODES, loadJobs, moveJobs, parkJobs } from '../../../shared/orders/verbs/placing.ts';
import { mergeOrders, reworkOrder, splitOrder } from '../../../shared/orders/verbs/quantities.ts';
import {
  abortJob,
  completeJob,
  pauseJob,
  reopenJob,
  resumeJob,
  startJob,
} from '../../../shared/orders/verbs/running.ts';
import { addComment, chooseVersion, setFields, setSetting } from '../../../shared/orders/verbs/sheet.ts';
import { claimTask, doTask } from '../../../shared/orders/verbs/tasks.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { seeded } from '../../fixtures/line-hours.ts';
import { LOTS, PLANNED_LINES } from './sim-plan-plant.ts';

interface Choice {
  view: PlanView;
  /** 0 ≤ n < below. */
  number: (below: number) => number;
  /** Undefined = there is none. */
  of: <T>(all: Iterable<T>) => T | undefined;
  why: string | undefined;
}
type Act = (world: VerbWorld, choice: Choice) => Saying;

const NOTHING: Saying = { ok: true, said: [] };
const line = ({ of }: Choice) => of(PLANNED_LINES)!.id;

/** Of an order that is there. */
function ofOrder(act: (world: VerbWorld, choice: Choice & { order: WorkOrder; id: string }) => Saying): Act {
  return (world, choice) => {
    const order = choice.of(choice.view.plan.orders.values());
    return order ? act(world, { ...choice, order, id: order.id }) : NOTHING;
  };
}

/** Of a job that is there; mostly of one that stands so. */
function ofJob(act: (world: VerbWorld, choice: Choice & { job: string }) => Saying, state?: JobState): Act {
  return (world, choice) => {
    const all = [...choice.view.plan.jobs.keys()];
    const fitting = all.filter((id) => choice.view.schedule.standings.get(id)?.state === state);
    const job = choice.of(fitting.length > 0 && choice.number(4) > 0 ? fitting : all);
    return job === undefined ? NOTHING : act(world, { ...choice, job });
  };
}

const ACTS = {
  create: (world, { number, of, view }) =>
    createOrder(world, {
      fields: {
        product: of(['pouch', 'label'])!,
        quantity: 1 + number(500),
        ...(number(2) === 0 && { lotNumber: of(LOTS.slice(0, 4))! }),
        ...(number(3) === 0 && { due: view.situation.now + number(9) * 3_600_000 }),
      },
      ...(number(3) === 0 && { place: { line: 'line5', before: null } }),
    }),
  edit: ofOrder((world, { id, number, of, why }) => {
    const fields = of([
      { quantity: 1 + number(3) * 100 },
      { priority: 1 + number(3) },
      { notes: `note ${number(3)}` },
      { notes: null },
      { lotNumber: of(LOTS.slice(0, 4))! },
      { due: number(3) * 3_600_000, priority: 5 },
    ])!;
    return editOrder(world, { id, fields, why });
  }),
  rate: (world, { number }) =>
    setFields(world, { edits: [{ entity: 'product', id: 'pouch', fields: { ratePerHour: 100 + number(3) } }] }),
  setting: (world, { number, of }) =>
    setSetting(world, {
      line: of([null, 'line8'])!,
      fields: of([{ frozen: number(3) }, { lots: 'confirm' as const }])!,
    }),
  load: ofJob((world, choice) => {
    const mode = choice.of(LOAD_MODES)!;
    const at = choice.view.situation.now + choice.number(6) * 600_000;
    return loadJobs(world, { ids: [choice.job], line: line(choice), mode, at, why: choice.why });
  }),
  move: ofJob((world, { job, of, view, why, number }) => {
    const [target, queue] = of(view.schedule.queues)!;
    const other = of(view.plan.jobs.keys())!;
    const ids = number(3) === 0 && other !== job ? [job, other] : [job];
    return moveJobs(world, { ids, target: { line: target, before: of([...queue, null])! }, why });
  }),
  park: ofJob((world, { job, why }) => parkJobs(world, { ids: [job], why })),
  split: ofOrder((world, { id, number }) => splitOrder(world, { id, quantity: 1 + number(100) })),
  rework: ofOrder((world, { id, number }) => reworkOrder(world, { id, quantity: 1 + number(20) })),
  merge: ofOrder((world, { id, of, view, why }) => {
    const from = of([...view.plan.orders.keys()].filter((other) => other !== id));
    return from === undefined ? NOTHING : mergeOrders(world, { from: [from], into: id, why });
  }),
  duplicate: ofOrder((world, { id }) => duplicateOrder(world, { id })),
  remove: ofOrder((world, { id, why }) => deleteOrder(world, { ids: [id], why })),
  close: ofOrder((world, { id, why }) => closeOrder(world, { id, why })),
  cancel: ofOrder((world, { id, why }) => cancelOrder(world, { id, why })),
  reopen: ofOrder((world, { id, why }) => reopenOrder(world, { id, why })),
  comment: ofOrder((world, { id, number }) => addComment(world, { order: id, text: `comment ${number(9)}` })),
  claim: (world, { of, view }) => {
    const task = of(view.schedule.tasks);
    return task ? claimTask(world, { id: task.id, user: of(['planner', 'supervisor', null])! }) : NOTHING;
  },
  'do-task': (world, { of, view }) => {
    const task = of(view.schedule.tasks);
    return task ? doTask(world, { id: task.id }) : NOTHING;
  },
  start: ofJob((world, choice) => {
    const { job, of } = choice;
    const instead = of(['pause', 'complete', undefined] as const);
    const { processGroup } = choice.view.plan.jobs.get(job)!.fields;
    const fits = PLANNED_LINES.filter((each) => each.processGroup === processGroup);
    return startJob(world, { job, line: of(fits)?.id ?? line(choice), ...(instead && { instead }) });
  }, 'AllowedToStart'),
  pause: ofJob((world, { job }) => pauseJob(world, { job }), 'Running'),
  resume: ofJob((world, { job }) => resumeJob(world, { job, instead: 'pause' }), 'Interrupted'),
  complete: ofJob((world, { job }) => completeJob(world, { job }), 'Running'),
  abort: ofJob((world, { job }) => abortJob(world, { job })),
  'reopen-job': ofJob((world, { job }) => reopenJob(world, { job }), 'Ended'),
  'assign-lot': (world, { of, view }) => {
    const lot = of(view.lots);
    const job = of([...view.plan.jobs.keys(), null]);
    return lot && job !== undefined ? assignLot(world, { line: lot.line, lot: lot.lot, job }) : NOTHING;
  },
  choose: (world, { of, view }) => {
    const { orders, jobs, products, settings, lots } = view.plan;
    const all = [orders, jobs, products, settings, lots].flatMap((list) => [...list.values()]);
    const planned = of(all.filter(({ conflicts }) => conflicts.length > 0));
    const conflict = planned && of(planned.conflicts);
    const head = conflict && of(conflict.versions);
    if (!head) return NOTHING;
    const { entity, id } = planned;
    return chooseVersion(world, { entity, id, field: conflict.field, headId: head.id, why: 'agreed' });
  },
} satisfies Record<string, Act>;
export type VerbName = keyof typeof ACTS;
/** What people do most comes most. */
export const VERB_NAMES: readonly VerbName[] = [
  ...(Object.keys(ACTS) as VerbName[]),
  ...(['edit', 'edit', 'edit', 'edit', 'rate', 'load', 'load', 'move', 'move', 'move', 'start', 'start'] as const),
  ...(['choose', 'assign-lot', 'split', 'merge'] as const),
];

/** `chance` decides on what, and how. Who is told that it needs a reason gives one. */
export function verb(name: VerbName, chance: number): (view: PlanView, world: VerbWorld) => Saying {
  return (view, world) => {
    const saying = once(undefined);
    return !saying.ok && saying.why === 'frozen' ? once('it is urgent') : saying;

    function once(why: string | undefined): Saying {
      const random = seeded(chance);
      const number = (below: number) => Math.floor(random() * below);
      // Everybody is after the same few, mostly.
      const of = <T>(all: Iterable<T>): T | undefined => {
        const list = [...all];
        return list[Math.min(number(list.length), number(list.length))];
      };
      return ACTS[name](world, { view, number, of, why });
    }
  };
}
