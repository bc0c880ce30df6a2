/** A gateway of the simulation: its real parts over a store in memory, without sockets. Its disk outlives it. */
import { announcing, type AnnouncingStore, type Written } from '../../../gateway/store/announcing-store.ts';
import { Authorship } from '../../../gateway/auth/authorship.ts';
import { stateHours } from '../../../gateway/pipeline/hour-statements.ts';
import type { PlanRows } from '../../../gateway/plan/plan-rows.ts';
import { currentEpoch, type BuiltCollection } from '../../../gateway/projections/epoch.ts';
import { FactFeed } from '../../../gateway/projections/fact-feed.ts';
import { HourRows, type StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { refusingDropped } from '../../../gateway/store/refusing-dropped.ts';
import { PlantReplication } from '../../../gateway/replication/received/plant-replication.ts';
import { DroppedMonths } from '../../../gateway/retention/dropped-months.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { openPlan } from '../../../gateway/running/plan.ts';
import { EntryAcceptance } from '../../../gateway/sync/accept-entries.ts';
import { FactAcceptance } from '../../../gateway/sync/accept-facts.ts';
import { PlanAcceptance } from '../../../gateway/sync/accept-plan.ts';
import { Pull, type Collections } from '../../../gateway/sync/pull.ts';
import { RowEvents } from '../../../gateway/sync/row-events.ts';
import type { Scope } from '../../../gateway/sync/scope.ts';
import type { GatewayBody } from '../../../shared/access/person.ts';
import { localDatabase } from '../../../shared/documents/database-names.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';
import { DiskInUse } from './disk-in-use.ts';
import { Life } from './life.ts';
import type { World } from './world.ts';
import { PLANNED_LINES, PLANNERS, plantOf } from './sim-plan-plant.ts';

export interface Connection {
  scope: Scope;
  hear: (event: LiveEvent) => void;
  lost: () => void;
}

export interface SimGatewayParts {
  world: World;
  id: string;
  role: 'line' | 'plant';
  /** Lines that it speaks for. */
  lines: readonly string[];
  /** Those of others. */
  elsewhere: readonly string[];
  /** Of a plant. */
  enrolled: readonly { entity: string; body: GatewayBody }[];
  /** Less the world's, ms. */
  clockError: number;
  /** It has a plan. */
  plans: boolean;
  /** What is said at a line can be heard at the plant. */
  reachesPlant: () => boolean;
}

export const REASONS = ['jam', 'material'];
export const UNKNOWN_REASON = 'gone';

/** What there is while it runs. */
export class RunningGateway {
  readonly life: Life;
  readonly store: AnnouncingStore;
  readonly connections = new Set<Connection>();
  readonly stopping = new AbortController();
  dropped!: DroppedMonths;
  epoch = '';
  /** Every fact that was there at the start is in these rows: whoever pulled before would sweep a whole view for half a one. */
  readonly built = new Set<BuiltCollection>();
  pull!: Pull;
  hours!: HourRows;
  plan!: PlanRows;
  facts!: EntryAcceptance;
  replication: PlantReplication | null = null;
  told: Written = () => undefined;

  constructor({ world, id, disk }: { world: World; id: string; disk: MemoryStore }) {
    this.life = new Life(world.random);
    const { life } = this;
    const inUse = new DiskInUse({ disk, life, random: world.random, failing: () => world.failing });
    const refusing = {
      gateway: id,
      isDropped: (database: string) => this.dropped.has(database),
      refused: () => undefined,
    };
    this.store = announcing(refusingDropped(inUse, refusing), (database, facts) => this.told(database, facts));
  }
}

export class SimGateway {
  readonly parts: SimGatewayParts;
  readonly disk = new MemoryStore();
  running: RunningGateway | null = null;
  #starts = 0;

  constructor(parts: SimGatewayParts) {
    this.parts = parts;
  }

  get id(): string {
    return this.parts.id;
  }

  readonly now = (): number => this.parts.world.now + this.parts.clockError;

  /** False = its store was away, or it was killed again; it can be started another time. */
  async start(): Promise<boolean> {
    if (this.running) return true;
    const { world, id } = this.parts;
    const running = new RunningGateway({ world, id, disk: this.disk });
    try {
      await Promise.race([this.#open(running), running.life.ended]);
    } catch (error) {
      running.life.end();
      if (!isAway(error)) world.bug(error);
    }
    if (running.life.isOver) return false;
    this.running = running;
    void running.life.ended.then(() => this.#gone(running));
    return true;
  }

  async #open(running: RunningGateway): Promise<void> {
    const { world, id, role, lines, elsewhere, enrolled, plans } = this.parts;
    const { store, life, connections, stopping } = running;
    const { now } = this;
    const bug = (error: unknown): void => void (life.isOver || world.bug(error));
    running.dropped = await DroppedMonths.open(store, id);
    running.epoch = await currentEpoch(store, id, `e${++this.#starts}`);
    const { epoch } = running;
    const rowsOf = <R extends { id: string }>(collection: string, changed: () => void) =>
      new LocalRows<R>({ store, gateway: id, collection, epoch, changed });
    const hoursChanged = (): void => {
      events.changed('hours');
      planning.hoursChanged();
    };
    const collections: Collections = {
      hours: rowsOf<StoredHourRow>('hours', hoursChanged),
      lines: rowsOf('lines', () => undefined),
      reference: rowsOf('reference', () => undefined),
      plan: rowsOf('plan', () => events.changed('plan')),
      lots: rowsOf('lots', () => events.changed('lots')),
    };
    const planning = await openPlan({
      ...{ store, gateway: id, epoch, now, log: () => undefined },
      rows: { ...collections, lotHours: rowsOf('lot-hours', () => undefined) },
      plant: () => plantOf(lines),
      lines: () => PLANNED_LINES,
    });
    const hub = {
      send: (event: LiveEvent) => connections.forEach((each) => isFor(event, each.scope) && each.hear(event)),
      get scopes() {
        return [...new Map([...connections].map(({ scope }) => [scope.id, scope])).values()];
      },
    };
    const events = new RowEvents({ gateway: id, epoch, collections, hub, now, bug });
    const { plan } = planning;
    running.plan = plan;
    const isBuilt = (collection: BuiltCollection) => running.built.has(collection);
    running.pull = new Pull({ gateway: id, epoch, collections, plan, isBuilt, now, compress: atOnce });
    running.hours = new HourRows(collections.hours, now);
    const known = () => ({
      ...{ here: new Set(lines), elsewhere: new Set(elsewhere), reasons: new Set(REASONS), lines: PLANNED_LINES },
      plant:
        role === 'plant' ? ('none' as const) : this.parts.reachesPlant() ? ('reached' as const) : ('away' as const),
    });
    const accepting = { store, gateway: id, known, authorship: everybodysOwn(now), now };
    running.facts = new EntryAcceptance({
      lines: new FactAcceptance(accepting),
      plan: new PlanAcceptance({ ...accepting, plan }),
    });
    const handle = running.hours.handle.bind(running.hours);
    const feed = new FactFeed({ store, gateway: id, epoch, prefix: 'facts_', atOnce: true, handle });
    if (role === 'plant')
      running.replication = await PlantReplication.open({
        ...{ store, gateway: id, name: () => 'Whole plant', version: '1', gateways: () => enrolled, now },
        relay: () => false,
        hasRoom: () => true,
        isDropped: (database) => running.dropped.has(database),
      });
    running.told = (database, facts) => {
      feed.wake(database, facts);
      if (plans) planning.feed.wake(database, facts);
      running.replication?.written(database);
    };
    const built = (collection: BuiltCollection): void => {
      running.built.add(collection);
      hub.send({ type: 'notice', collection });
    };
    const hoursBuilt = Promise.withResolvers<void>();
    const hoursReady = (): void => {
      built('hours');
      hoursBuilt.resolve();
    };
    feed.run(stopping.signal, hoursReady).catch(bug);
    if (!plans) return;
    const ready = (collection: 'plan' | 'lots'): void => {
      if (collection === 'plan') built('plan');
      else void hoursBuilt.promise.then(() => built('lots'));
    };
    planning.run(stopping.signal, ready).catch(bug);
  }

  #gone(running: RunningGateway): void {
    running.stopping.abort();
    this.running = null;
    for (const { lost } of running.connections) lost();
  }

  /** Rows of another build: all is computed anew after the next start. */
  async forgetRows(): Promise<void> {
    const meta = localDatabase(this.id, 'meta');
    const [known] = await this.disk.get(meta, ['epoch']);
    if (known) await this.disk.put(meta, [{ ...known, build: 0 }]);
  }

  /** The machine's own: closed hours. False = it could not be kept now. */
  async state(line: string, body: LineHourBody): Promise<boolean> {
    const { running } = this;
    if (!running) return false;
    const stated = stateHours({ store: running.store, gateway: this.id, line, now: this.now(), reading: null }, [body]);
    return Promise.race([stated.then(() => true, isAwayOr(this.parts.world)), running.life.ended.then(() => false)]);
  }

  async showOpen(line: string, body: LineHourBody): Promise<void> {
    const { running } = this;
    if (!running) return;
    const shown = running.hours.showOpen([{ ...body, line, seq: this.now() }]);
    await Promise.race([shown.catch(isAwayOr(this.parts.world)), running.life.ended]);
  }
}

export function away(): AppError {
  return new AppError('STORE_UNREACHABLE', 'It cannot be told now; it is tried again.');
}

export function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNREACHABLE';
}

function isAwayOr(world: World): (error: unknown) => false {
  return (error) => {
    if (!isAway(error)) world.bug(error);
    return false;
  };
}

/** Everybody is who he or she says, and signed on; planners are called by what they are. */
function everybodysOwn(now: () => number): Authorship {
  const roleOf = (user: string) => PLANNERS.find((role) => role === user) ?? ('operator' as const);
  const sessions = { covering: (user: string) => [{ roles: [roleOf(user)], lines: '*' as const }] };
  const audit = { recordLater: () => undefined };
  return new Authorship({ sessions, audit, now } as unknown as ConstructorParameters<typeof Authorship>[0]);
}

/** Devices of the simulation read what is not compressed; and when a thread is done no seed tells. */
function atOnce(json: Buffer): Promise<Buffer> {
  return Promise.resolve(json);
}

function isFor(event: LiveEvent, scope: Scope): boolean {
  return event.type !== 'rows' || event.scope === scope.id;
}
