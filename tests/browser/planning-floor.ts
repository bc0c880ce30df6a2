/** A plant with two packing lines, a plan for them, the people who work with it, and a gateway that can be switched off and on. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { ChangeSet } from '../../shared/documents/change.ts';
import type { TaskTemplate } from '../../shared/orders/entities.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import type { Role } from '../../shared/access/roles.ts';
import type { FactAnswer, PullPage } from '../../shared/sync/protocol.ts';
import { Author, setting } from '../gateway/plan/said.ts';
import { setupCode } from '../system/gateway-here.ts';
import type { Visitor } from '../system/visitor.ts';
import { PlantFloor } from './plant-floor.ts';
import { PlannerPage } from './planner-page.ts';
import { Tablet } from './tablet.ts';

const HOUR_MS = 3_600_000;
/** Two hours of a line at its standard rate. */
export const QUANTITY = 10_000;
/** Wide and high enough for the board with all that is below it. */
const DESKTOP = { viewport: { width: 1440, height: 1000 } };

/** Of order 104. */
const FILM: TaskTemplate = {
  ...{ key: 'film', kind: 'material', name: 'Film to the line', department: 'Warehouse' },
  ...{ at: 'start', offsetMs: -HOUR_MS, blocks: false },
};

export class PlanningFloor {
  readonly plant: PlantFloor;
  readonly #browser: Browser;
  readonly #admin: Visitor;
  readonly #people = new Map<string, Visitor>();
  readonly #tablets: Tablet[] = [];

  private constructor(plant: PlantFloor, browser: Browser, admin: Visitor) {
    this.plant = plant;
    this.#browser = browser;
    this.#admin = admin;
  }

  static async open(browser: Browser): Promise<PlanningFloor> {
    const plant = await PlantFloor.open();
    const admin = plant.gateway.visitor();
    await admin.setUp(setupCode(plant.gateway.output())!);
    const floor = new PlanningFloor(plant, browser, admin);
    await floor.say(
      setting('product', 'flu', { name: 'Flu', item: '1440700', family: 'respiratory' }),
      ...['201', '202', '203', '204', '205', '206'].flatMap((lot) => order(lot)),
      ...['101', '102', '103', '104'].flatMap((lot, i) =>
        order(lot, { line: 'line9', key: `a${i + 1}.x` }, lot === '104' ? { tasks: [FILM] } : {}),
      ),
      ...['301', '302', '303'].flatMap((lot, i) => order(lot, { line: 'line8', key: `a${i + 1}.x` })),
    );
    return floor;
  }

  get address(): string {
    return this.plant.address;
  }

  /** Enters it as somebody who is at no board. */
  async say(...sets: ChangeSet[]): Promise<void> {
    const author = new Author({ at: Date.now() - 2_000, origin: this.#office.origin, user: 'office' });
    const facts = [author.change(...sets)];
    const [answer] = await (await this.#person('office', ['planner'])).post<FactAnswer[]>('/api/sync/facts', { facts });
    if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer));
  }

  /** As the gateway has it. */
  async plan(): Promise<Plan> {
    const page = await this.#admin.get<PullPage<PlanRow>>('/api/sync/plan?limit=1000');
    return readPlan(page.documents.filter((row): row is PlanRow => 'entity' in row));
  }

  /** Lots on a line in the order of their queue; `parked` = those that are on none. */
  async queue(line: string): Promise<string[]> {
    const { jobs, orders } = await this.plan();
    return [...jobs.values()]
      .filter(({ fields }) => (fields.place?.line ?? 'parked') === line)
      .sort((a, b) => ((a.fields.place?.key ?? '') < (b.fields.place?.key ?? '') ? -1 : 1))
      .map(({ fields }) => orders.get(fields.order ?? '')?.fields.lot ?? '');
  }

  /** A browser of its own on a page, with somebody signed on there. */
  async opens(user: string, roles: Role[], path: string, options: BrowserContextOptions = {}): Promise<PlannerPage> {
    const tablet = await Tablet.fresh(this.#browser, { ...DESKTOP, ...options });
    // What is waited for in vain is named, before the test is over.
    tablet.context.setDefaultTimeout(10_000);
    this.#tablets.push(tablet);
    const page = new PlannerPage(await (await tablet.becomes(await this.#person(user, roles))).newPage(), this.address);
    await page.goes(path);
    return page;
  }

  /** From an hour ago to a day ahead. */
  get window(): string {
    const from = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS;
    return `from=${new Date(from).toISOString()}&to=${new Date(from + 24 * HOUR_MS).toISOString()}`;
  }

  /** Errors that nobody caught. */
  misdeeds(): string[] {
    return [...new Set(this.#tablets.flatMap(({ pageErrors }) => pageErrors))];
  }

  async close(): Promise<void> {
    await this.plant.close();
  }

  get #office(): Visitor {
    return this.#people.get('office') ?? this.#newcomer('office');
  }

  #newcomer(user: string): Visitor {
    const visitor = this.plant.gateway.visitor();
    this.#people.set(user, visitor);
    return visitor;
  }

  async #person(user: string, roles: Role[]): Promise<Visitor> {
    const known = this.#people.get(user);
    if (known?.user) return known;
    return this.#admin.invite(user, roles, '*', known ?? this.#newcomer(user));
  }
}

/** An order with one job, parked or on a line. */
export function order(lot: string, place?: { line: string; key: string }, more: object = {}): ChangeSet[] {
  return [
    setting('order', `o${lot}`, { product: 'flu', lot, lotNumber: `159${lot}`, quantity: QUANTITY }),
    setting('job', `o${lot}.fill`, {
      ...{ order: `o${lot}`, operation: 'Pouching', processGroup: 'pouching', position: 0, ...more },
      ...(place && { place }),
    }),
  ];
}

/** As a field for local times wants it, by the plant's clocks. */
export function localTime({ plant }: PlanningFloor, at: number): string {
  const { timezone: timeZone } = plant.plant.plant;
  return new Date(at).toLocaleString('sv', { timeZone }).slice(0, 16).replace(' ', 'T');
}
