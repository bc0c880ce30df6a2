/** A planner at a device, and somebody else at another desk: what tests of the plan on a device begin with. */
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import type { PlanView } from '../../../pwa/data/planning.ts';
import type { ChangeSet, PlanEntity } from '../../../shared/documents/change.ts';
import type { SentPlanFact } from '../../../shared/orders/fold-facts.ts';
import type { Plan } from '../../../shared/orders/plan.ts';
import { plannedOf } from '../../../shared/orders/planned-of.ts';
import type { SaidChange } from '../../../shared/orders/said.ts';
import { PlanAuthor } from '../../fixtures/plan-facts.ts';
import { Device, when } from './device.ts';
import { PlanGateway } from './plan-gateway.ts';

export class PlanDesk {
  readonly gateway: PlanGateway;
  readonly device: Device;
  data!: DeviceData;
  readonly #other = new PlanAuthor('desk');

  constructor(gateway: PlanGateway) {
    this.gateway = gateway;
    this.device = new Device(gateway);
  }

  /** With one order, `Flu 125`, of one job, in the parking lot. */
  static async open(): Promise<PlanDesk> {
    const desk = new PlanDesk(await new PlanGateway('line8', 'line9').start());
    desk.others('product', 'p-1', { name: 'Influenza', shortName: 'Flu' });
    desk.others('order', 'o-1', { product: 'p-1', lot: '125', quantity: 5_000, due: 1 });
    desk.others('job', 'o-1.a', { order: 'o-1', operation: 'Pouching' });
    await desk.reopen();
    return desk;
  }

  async reopen(): Promise<void> {
    this.data = await this.device.open();
  }

  async close(): Promise<void> {
    await this.data.close();
    await this.gateway.stop();
  }

  /** Somebody else changes it, who has heard all that the gateway has. */
  others(entity: PlanEntity, id: string, set: ChangeSet['set']): void {
    this.othersSay((other) => other.change(Date.now(), entity, id, set));
  }

  othersSay(say: (other: PlanAuthor) => SentPlanFact): void {
    this.#other.rows = new Map(this.gateway.plan);
    this.gateway.hear(say(this.#other));
  }

  seen(wanted: (view: PlanView) => boolean): Promise<PlanView> {
    return when(this.data.planning.plan, (view) => view !== null && wanted(view)) as Promise<PlanView>;
  }

  /** All of it is here. */
  here(): Promise<PlanView> {
    return this.seen((view) => orderIn(view)?.lot === '125' && view.plan.jobs.size > 0);
  }

  /** As a verb would say it to what is shown. */
  async set(entity: PlanEntity, id: string, fields: ChangeSet['set'], more: object = {}): Promise<void> {
    await this.data.planning.enter([change((await this.here()).plan, entity, id, fields, more)]);
  }

  setOrder(fields: ChangeSet['set']): Promise<void> {
    return this.set('order', 'o-1', fields);
  }

  quantity(wanted: number): Promise<PlanView> {
    return this.seen((view) => orderIn(view)?.quantity === wanted);
  }
}

export function orderIn({ plan }: Pick<PlanView, 'plan'>, id = 'o-1') {
  return plan.orders.get(id)?.fields;
}

export function change(
  plan: Plan,
  entity: PlanEntity,
  id: string,
  set: ChangeSet['set'],
  more: object = {},
): SaidChange {
  const heads = plannedOf(plan, entity, id)?.heads ?? {};
  const saw = Object.fromEntries(
    Object.keys(set).flatMap((field) => (heads[field]?.length ? [[field, [...heads[field]]]] : [])),
  );
  return { type: 'change', sets: [{ entity, id, set, saw }], ...more };
}
