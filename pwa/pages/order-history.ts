/** What became of an order and of its jobs, fact by fact: who did what, when and why, with what it was before. */
import { canonicalJson } from '../../shared/audit/canonical-json.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import type { Plan, WorkOrder } from '../../shared/orders/plan.ts';
import type { HistoryLine } from '../components/plan/ls-order-history.ts';
import { whoSaid } from '../data/plan-names.ts';
import type { HistoryEntry, PlanningData, PlanView } from '../data/planning.ts';
import { moment, number } from '../locales/format.ts';
import { orderText as o } from '../locales/order.ts';
import { planText as p } from '../locales/plan.ts';
import { titleOf } from './board-order.ts';
import { fieldName, valueText } from './board-versions.ts';
import { lotsToAsk, lotText } from './order-history-lots.ts';

export interface OrderHistory {
  /** Of the order and of each of its jobs, newest first. */
  things: readonly { job: string | null; entries: readonly HistoryEntry[] }[];
  /** Of lots that somebody assigned by hand. */
  lots?: readonly { lot: string; entries: readonly HistoryEntry[] }[];
  complete: boolean;
}

/** Another one whenever something new was said of the order or of its jobs, or what was said here has been sent. */
export function historyKey({ plan, unsent }: Pick<PlanView, 'plan' | 'unsent'>, order: WorkOrder): string {
  const { id, heads, transfers, jobs } = order;
  const ofJobs = jobs.map((job) => [plan.jobs.get(job)?.heads, plan.jobs.get(job)?.executions.length]);
  const lots = lotsToAsk(plan, order);
  const ofLots = lots.map((lot) => plan.lots.get(lot)?.heads['job']);
  const ids = [planRowId('order', id), ...jobs.map((job) => planRowId('job', job))];
  ids.push(...lots.map((lot) => planRowId('lot', lot)));
  return JSON.stringify([id, heads, transfers.length, ofJobs, ofLots, ids.map((each) => unsent.has(each))]);
}

/** Never rejects. */
export async function orderHistory(
  planning: Pick<PlanningData, 'history'>,
  order: WorkOrder,
  plan?: Pick<Plan, 'lots'>,
): Promise<OrderHistory> {
  const asked = [
    planning.history('order', order.id).then((history) => ({ job: null, ...history })),
    ...order.jobs.map(async (job) => ({ job, ...(await planning.history('job', job)) })),
  ];
  const askedLots = (plan ? lotsToAsk(plan, order) : []).map(async (lot) => ({
    lot,
    ...(await planning.history('lot', lot)),
  }));
  const [things, lots] = await Promise.all([Promise.all(asked), Promise.all(askedLots)]);
  return { things, lots, complete: [...things, ...lots].every(({ complete }) => complete) };
}

/** Newest first; what one fact says of several things is one line. */
export function historyLines(view: PlanView, { things, lots = [] }: OrderHistory, order?: WorkOrder): HistoryLine[] {
  const facts = new Map<string, { entry: HistoryEntry; what: string[] }>();
  for (const { job, entries } of things) {
    const told = things.length > 2 && job !== null ? view.plan.jobs.get(job)?.fields.operation : undefined;
    entries.forEach((entry, i) => {
      const fact = facts.get(entry.id) ?? { entry, what: [] };
      facts.set(entry.id, fact);
      const before = entries.slice(i + 1);
      // A transfer is told once, by the order.
      const said = job !== null && entry.type === 'transfer' ? [] : saidText(view, entry);
      const what = [...said, ...changes(view, entry, before)];
      fact.what.push(...what.map((one) => (told === undefined ? one : `${told}: ${one}`)));
    });
  }
  for (const { lot, entries } of order ? lots : []) {
    entries.forEach((entry, i) => {
      const fact = facts.get(entry.id) ?? { entry, what: [] };
      facts.set(entry.id, fact);
      fact.what.push(...lotText(view, order!, { entry, lot, before: entries.slice(i + 1) }));
    });
  }
  return [...facts.values()]
    .filter(({ what }) => what.length > 0)
    .sort(({ entry: a }, { entry: b }) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(({ entry, what }) => ({
      ...{ id: entry.id, what: what.join(', '), unsent: entry.unsent },
      when: moment(entry.at, view.plant.timezone),
      who: whoSaid(view, entry),
      why: [entry.why, entry.draft === undefined ? undefined : p('fromDraft', entry.draft)].filter(Boolean).join(' · '),
    }));
}

/** What people give a new order or job: the rest of it is as its product has it. */
const GIVEN_AT_FIRST: readonly string[] = [
  ...['product', 'lot', 'lotNumber', 'upstreamLot', 'quantity', 'due', 'priority', 'colour', 'notes', 'reference'],
  ...['reworkOf', 'place'],
];

function changes(view: PlanView, { set = {} }: HistoryEntry, before: readonly HistoryEntry[]): string[] {
  const formerSets = before.flatMap(({ set: former }) => (former ? [former] : []));
  return Object.entries(set).flatMap(([field, value]) => {
    const was = formerSets.find((former) => field in former)?.[field] ?? null;
    if (canonicalJson(was) === canonicalJson(value)) return [];
    const isFirst = formerSets.length === 0;
    return isFirst && !GIVEN_AT_FIRST.includes(field) ? [] : [changeText(view, field, { was, is: value, isFirst })];
  });
}

interface Change {
  was: unknown;
  is: unknown;
  /** Nothing was known of the thing before. */
  isFirst: boolean;
}

function changeText(view: PlanView, field: string, { was, is, isFirst }: Change): string {
  if (field === 'closed') return o(is === true ? 'wasClosed' : 'wasReopened');
  if (field === 'deleted') return o(is === true ? 'wasDeleted' : 'cameBack');
  const [from, to] = [was, is].map((value) => valueText(view, field, value)) as [string, string];
  if (field === 'place') return isFirst ? to : from === to ? o('otherTurn', to) : o('became', from, to);
  const name = fieldName(field);
  if (isNothing(is)) return o('takenOut', name, from);
  return isNothing(was) || from === to ? o('given', name, to) : o('given', name, o('became', from, to));
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function saidText({ plan, lines }: PlanView, { type, said = {} }: HistoryEntry): string[] {
  if (type === 'change') return [];
  if (type === 'execution') {
    const line = lines.find(({ id }) => id === said['line'])?.name ?? String(said['line']);
    const verbs = ['start', 'pause', 'resume', 'complete', 'abort', 'reopen'] as const;
    const verb = verbs.find((one) => one === said['verb']);
    return [`${verb ? p(`did-${verb}`) : String(said['verb'])} · ${line}`];
  }
  const [from, to] = [said['from'], said['to']].map((id) => titleOf(plan, plan.orders.get(String(id))));
  return [p('transferred', number(Number(said['quantity'])), from!, to!)];
}
