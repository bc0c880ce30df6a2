/**
 * The plan that the simulated plant begins with, as facts of its gateway. For an empty plan only: what people changed since is
 * theirs. The same for the same seed and moment.
 */
import { personFactId } from '../../shared/documents/reason.ts';
import type { Change, ChangeSet, PlanEntity } from '../../shared/documents/change.ts';
import type { Execution } from '../../shared/documents/execution.ts';
import { keysBetween } from '../../shared/orders/queue-key.ts';
import { localMidnight } from '../../shared/calendar/zone.ts';
import { demoExceptions, demoWeeks, mondayOf } from './demo-calendar.ts';
import { demoOrders, type DemoOrder } from './demo-orders.ts';
import { DEMO_CHANGEOVERS, DEMO_PRODUCTS, DEMO_RATES } from './demo-products.ts';

interface DemoPlanParts {
  gateway: string;
  now: number;
  /** IANA zone of the plant. */
  timezone: string;
  /** Of the simulation: its lots are those of the orders. */
  seed: string;
  /** When the first rows of the simulated lines happened (`historyBegins`), ms. */
  historyFrom: number;
}

/** Two changes, master data and orders, and that what ran before has ended. */
export function demoPlan(parts: DemoPlanParts): (Change | Execution)[] {
  const { gateway, now, timezone } = parts;
  const by = { origin: gateway, user: null };
  const change = (counter: number, sets: ChangeSet[]): Change => ({
    ...{ _id: personFactId('change', now, gateway, counter), type: 'change', schema: 1, line: null },
    ...{ at: now, received: now, by, sets },
  });
  const orders = demoOrders(parts);
  let counter = 2;
  const said = (job: string, line: string, verb: 'start' | 'complete', at: number): Execution => ({
    ...{ _id: personFactId('execution', at, gateway, ++counter), type: 'execution', schema: 1 },
    ...{ at, received: now, by, line, job, verb },
  });
  const ended = orders.flatMap(({ id, ran, lines }): Execution[] => {
    const [step, line] = Object.entries(lines)[0] ?? [];
    if (!ran || step === undefined || typeof line !== 'string') return [];
    return [said(`${id}.${step}`, line, 'start', ran.from), said(`${id}.${step}`, line, 'complete', ran.to)];
  });
  return [change(1, masterData(mondayOf(localMidnight(timezone, now)))), change(2, orderSets(orders)), ...ended];
}

function masterData(monday: number): ChangeSet[] {
  return [
    ...DEMO_PRODUCTS.map(({ id, ...fields }) => made('product', id, fields)),
    ...DEMO_RATES.map((rate) => made('rate', `demo-${rate.product}-${rate.line}`, rate)),
    ...DEMO_CHANGEOVERS.map((changeover, i) => made('changeover', `demo-changeover-${i + 1}`, changeover)),
    ...demoWeeks(monday).map(({ id, ...fields }) => made('week', id, fields)),
    ...demoExceptions(monday).map(({ id, ...fields }) => made('exception', id, fields)),
  ];
}

function orderSets(orders: readonly DemoOrder[]): ChangeSet[] {
  const places = placesOf(orders);
  return orders.flatMap(({ id, fields, lines }) => {
    const steps = DEMO_PRODUCTS.find((product) => product.id === fields.product)?.route ?? [];
    const jobs = steps
      .filter(({ key }) => key in lines)
      .map(({ key, after, ...step }, position) => {
        const waits = after
          ?.filter((before) => before.key in lines)
          .map(({ key: job, ...rest }) => ({ job: `${id}.${job}`, ...rest }));
        const place = places.get(`${id}.${key}`);
        return made('job', `${id}.${key}`, {
          ...{ order: id, position, ...step },
          ...(waits && waits.length > 0 && { after: waits }),
          ...(place && { place }),
        });
      });
    return [made('order', id, fields), ...jobs];
  });
}

/** By job: those of one line one after the other. */
function placesOf(orders: readonly DemoOrder[]): Map<string, { line: string; key: string }> {
  const queued = orders.flatMap(({ id, lines }) =>
    Object.entries(lines).flatMap(([step, line]) => (line === null ? [] : [{ job: `${id}.${step}`, line }])),
  );
  return new Map(
    [...Map.groupBy(queued, ({ line }) => line)].flatMap(([line, jobs]) => {
      const keys = keysBetween(null, null, jobs.length, 'demo');
      return jobs.map(({ job }, i) => [job, { line, key: keys[i]! }] as const);
    }),
  );
}

function made(entity: PlanEntity, id: string, set: object): ChangeSet {
  return { entity, id, set: { ...set }, saw: {} };
}
