/** A tablet with what it keeps, its stream, and a place among the gateways. Only what it keeps outlives it. */
import type { Principal } from '../../../gateway/auth/principal.ts';
import { scopeOf } from '../../../gateway/sync/scope.ts';
import type { Entry, EntryCollections } from '../../../pwa/data/collections.ts';
import type { Keep } from '../../../pwa/data/database.ts';
import type { ManualInput, ReasonInput, RefusedEntry } from '../../../pwa/data/line-data.ts';
import { dropSettled, enterManual, enterReason } from '../../../pwa/data/outbox.ts';
import { isPlanFact, type LineEntry } from '../../../pwa/data/plan-entries.ts';
import type { EnteredLineFact } from '../../../pwa/data/line-data.ts';
import { dropTaken } from '../../../pwa/data/refused-and-taken.ts';
import type { PersonFact } from '../../../pwa/data/requests.ts';
import { notInRows } from '../../../pwa/data/said-by-hand.ts';
import { onLine, type Lines } from '../../../shared/access/may.ts';
import type { DeviceRole } from '../../../shared/access/roles.ts';
import { HOUR_MS, hourStart } from '../../../shared/documents/document.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';
import type { HourRow } from '../../../shared/sync/rows.ts';
import { entriesIn, keepIn } from './kept-entries.ts';
import { keptView } from './kept-view.ts';
import { Life } from './life.ts';
import type { KeptRows } from './pulled-rows.ts';
import type { Connection, SimGateway } from './sim-gateway.ts';
import { SimLeading } from './sim-leading.ts';
import { PlanOnDevice } from './sim-plan-device.ts';
import type { Planner } from './sim-plan-plant.ts';
import { asOnWire, type World } from './world.ts';

/** As in `pwa/data/lead.ts`. */
const KEEP_MS = 8 * 24 * HOUR_MS;

export interface SimDeviceParts {
  world: World;
  id: string;
  role: DeviceRole;
  lines: Lines;
  home: SimGateway;
  /** It may go to other gateways than home. */
  roams: boolean;
  clockError: number;
  /** Who plans here; null = there is no plan. */
  planner: Planner | null;
  /** The gateway said that it has it. */
  acknowledged: (fact: PersonFact, by: SimGateway) => void;
}

interface RunningDevice {
  life: Life;
  entries: EntryCollections;
}

export class SimDevice {
  readonly parts: SimDeviceParts;
  readonly outbox = new Map<string, Entry>();
  readonly rejected = new Map<string, RefusedEntry>();
  readonly kept: KeptRows<HourRow> = { rows: new Map(), place: null };
  readonly plan: PlanOnDevice | null;
  /** All that was entered here. */
  readonly entered = new Map<string, EnteredLineFact>();
  readonly acceptedAt = new Map<string, number>();
  readonly #keep: Keep;
  at: SimGateway;
  isOffline = false;
  /** What the stream tells waits on the way. */
  isSlow = false;
  #running: RunningDevice;
  #leading: SimLeading;
  #connection: Connection | null = null;
  #onTheWay: LiveEvent[] = [];

  constructor(parts: SimDeviceParts) {
    this.parts = parts;
    this.at = parts.home;
    this.#keep = keepIn(new Map([['device', parts.id]]));
    this.#running = this.#started();
    const { id, planner: user } = parts;
    const { outbox, rejected: refused } = this;
    this.plan =
      user &&
      new PlanOnDevice({ id, user, outbox, refused, keep: this.#keep, now: this.clock, running: () => this.#running });
    this.#leading = this.#lead();
  }

  get id(): string {
    return this.parts.id;
  }

  readonly clock = (): number => this.parts.world.now + this.parts.clockError;

  get principal(): Principal {
    const { id, role, lines } = this.parts;
    return { device: { id, name: id, role, lines, session: id }, person: null, address: '127.0.0.1' };
  }

  async enter(said: ReasonInput | ManualInput, expiresAt?: number): Promise<void> {
    const running = this.#running;
    const by = { device: this.id, user: 'attendant', pending: false, at: this.clock(), keep: this.#keep };
    const expiring = expiresAt === undefined ? said : { ...said, expiresAt };
    const { outbox } = running.entries;
    const entering =
      'code' in expiring
        ? enterReason(outbox, expiring as ReasonInput, by)
        : enterManual(outbox, expiring as ManualInput, by);
    const id = await Promise.race([entering, running.life.ended.then(() => null)]);
    if (id === null) return;
    this.entered.set(id, this.outbox.get(id)!.fact as EnteredLineFact);
    this.#leading.push.now();
  }

  /** Somebody plans here: what is entered by that is on its way at once. */
  async planning(act: (plan: PlanOnDevice) => Promise<void> | void): Promise<void> {
    if (this.plan === null || this.parts.role === 'kiosk') return;
    await act(this.plan);
    this.#leading.push.now();
  }

  /** Its power goes, at once or in the middle of something that comes. */
  kill(steps: number): void {
    const { life } = this.#running;
    void life.ended.then(() => this.#gone(life));
    life.endIn(steps);
  }

  /** It goes on, whatever was meant to come. */
  spare(): void {
    this.#running.life.endIn(Infinity);
  }

  /** To another gateway, or home. */
  move(to: SimGateway): void {
    if (to === this.at) return;
    this.#leave();
    this.at = to;
    this.#leading = this.#lead();
  }

  /** As often as it likes. */
  connect(): void {
    const { running, id: gateway } = this.at;
    if (this.#connection || this.isOffline || !running || running.life.isOver) return;
    const connection: Connection = {
      scope: scopeOf(this.principal),
      hear: (event) => this.#connection === connection && this.#comes(event),
      lost: () => this.#connection === connection && this.disconnect(),
    };
    this.#connection = connection;
    running.connections.add(connection);
    const { epoch } = running;
    this.#comes({ type: 'hello', gateway, epoch, now: this.at.now(), version: '1' });
  }

  disconnect(): void {
    if (this.#connection) this.at.running?.connections.delete(this.#connection);
    this.#connection = null;
    this.#onTheWay = [];
  }

  /** The stream goes on; `lost` = one event never comes. */
  deliver(lost = false): void {
    if (lost) this.#onTheWay.shift();
    for (const event of this.#onTheWay.splice(0)) this.#leading.hear(event);
  }

  /** What it does each minute. */
  async tidy(): Promise<void> {
    const { life, entries } = this.#running;
    await life.step();
    for (const { id, row } of [...this.kept.rows.values()])
      if (row.hourAt < hourStart(this.clock()) - KEEP_MS) this.kept.rows.delete(id);
    for (const { id, acceptedAt } of this.outbox.values()) if (acceptedAt !== null) this.acceptedAt.set(id, acceptedAt);
    const view = keptView({ hours: this.kept.rows, plan: this.plan?.rows.rows ?? new Map() });
    await dropSettled(entries.outbox, view, this.clock(), this.parts.roams);
    await dropTaken(entries.rejected, view.plan);
  }

  /** Ids of its own entries that are on its screen. */
  shown(): Set<string> {
    const rows = [...this.kept.rows.values()].map(({ row }) => row);
    const inRows = rows.flatMap(({ reasons, manual = [] }) => [...reasons, ...manual]);
    const own = [...this.outbox.values()].filter((entry): entry is LineEntry => !isPlanFact(entry.fact));
    const here = notInRows(own, rows, inRows);
    return new Set([...inRows, ...here].map(({ id }) => id));
  }

  #started(): RunningDevice {
    const life = new Life(this.parts.world.random);
    return { life, entries: entriesIn(life, this.outbox, this.rejected) };
  }

  #gone(life: Life): void {
    if (this.#running.life !== life) return;
    this.#leave();
    this.plan?.forget();
    this.at = this.parts.home;
    this.#running = this.#started();
    this.#leading = this.#lead();
  }

  #leave(): void {
    this.disconnect();
    this.#leading.leave();
  }

  #lead(): SimLeading {
    const { world, home, acknowledged } = this.parts;
    const { at, principal, kept, plan, clock } = this;
    return new SimLeading({
      ...{ world, at, home, principal, kept, plan, clock, acknowledged, ...this.#running },
      isOffline: () => this.isOffline,
      isConnected: () => this.#connection !== null,
      completed: () => this.tidy(),
    });
  }

  #comes(event: LiveEvent): void {
    this.#onTheWay.push(asOnWire(event));
    if (!this.isSlow) queueMicrotask(() => this.deliver());
  }

  sees(line: string): boolean {
    return onLine(this.parts.lines, line);
  }
}
