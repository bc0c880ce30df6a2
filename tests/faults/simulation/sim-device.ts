/** A tablet: the app's own sending over what it keeps, its pulling, and a place among the gateways. Only what it keeps outlives it. */
import type { Principal } from '../../../gateway/auth/principal.ts';
import { scopeOf } from '../../../gateway/sync/scope.ts';
import type { Entry, EntryCollections, ViewCollections } from '../../../pwa/data/collections.ts';
import { speaksFor } from '../../../pwa/data/gateways.ts';
import type { ManualInput, ReasonInput, RefusedEntry } from '../../../pwa/data/line-data.ts';
import { dropSettled, enterManual, enterReason } from '../../../pwa/data/outbox.ts';
import { startPush, type Push } from '../../../pwa/data/push.ts';
import type { PersonFact, Requests } from '../../../pwa/data/requests.ts';
import { awayFromHome } from '../../../pwa/data/roaming-requests.ts';
import { notInRows } from '../../../pwa/data/said-by-hand.ts';
import { onLine, type Lines } from '../../../shared/access/may.ts';
import type { DeviceRole } from '../../../shared/access/roles.ts';
import { HOUR_MS, hourStart } from '../../../shared/documents/document.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';
import { Asking } from './asking.ts';
import { entriesIn, keepIn } from './kept-entries.ts';
import { Life } from './life.ts';
import { PulledHours, type KeptHours } from './pulled-hours.ts';
import type { Connection, SimGateway } from './sim-gateway.ts';
import { asOnWire, type World } from './world.ts';

/** As in `pwa/data/lead.ts`. */
const KEEP_MS = 8 * 24 * HOUR_MS;
const PAGE_ROWS = 3;

export interface SimDeviceParts {
  world: World;
  id: string;
  role: DeviceRole;
  lines: Lines;
  home: SimGateway;
  /** It may go to other gateways than home. */
  roams: boolean;
  clockError: number;
  /** The gateway said that it has it. */
  acknowledged: (fact: PersonFact, by: SimGateway) => void;
}

interface RunningDevice {
  life: Life;
  entries: EntryCollections;
}

interface Leading {
  push: Push;
  pull: PulledHours;
  /** It goes on elsewhere. */
  isLeft: boolean;
}

export class SimDevice {
  readonly parts: SimDeviceParts;
  readonly outbox = new Map<string, Entry>();
  readonly rejected = new Map<string, RefusedEntry>();
  readonly kept: KeptHours = { rows: new Map(), place: null };
  /** All that was entered here. */
  readonly entered = new Map<string, PersonFact>();
  readonly acceptedAt = new Map<string, number>();
  readonly #keep = keepIn(new Map());
  at: SimGateway;
  isOffline = false;
  /** What the stream tells waits on the way. */
  isSlow = false;
  #running: RunningDevice;
  #leading: Leading;
  #connection: Connection | null = null;
  #onTheWay: LiveEvent[] = [];

  constructor(parts: SimDeviceParts) {
    this.parts = parts;
    this.at = parts.home;
    this.#running = this.#started();
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
    this.entered.set(id, this.outbox.get(id)!.fact);
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
    for (const event of this.#onTheWay.splice(0)) this.#hear(event);
  }

  /** What it does each minute. */
  async tidy(): Promise<void> {
    const { life, entries } = this.#running;
    await life.step();
    for (const { id, row } of [...this.kept.rows.values()])
      if (row.hourAt < hourStart(this.clock()) - KEEP_MS) this.kept.rows.delete(id);
    const found = (ids: string[]) =>
      new Map(
        ids.flatMap((id) => {
          const stored = this.kept.rows.get(id);
          return stored ? [[id, { toJSON: () => stored }] as const] : [];
        }),
      );
    const hours = { findByIds: (ids: string[]) => ({ exec: () => Promise.resolve(found(ids)) }) };
    for (const { id, acceptedAt } of this.outbox.values()) if (acceptedAt !== null) this.acceptedAt.set(id, acceptedAt);
    await dropSettled(entries.outbox, hours as unknown as ViewCollections['hours'], this.clock(), this.parts.roams);
  }

  /** Ids of its own entries that are on its screen. */
  shown(): Set<string> {
    const rows = [...this.kept.rows.values()].map(({ row }) => row);
    const inRows = rows.flatMap(({ reasons, manual = [] }) => [...reasons, ...manual]);
    const here = notInRows([...this.outbox.values()], rows, inRows);
    return new Set([...inRows, ...here].map(({ id }) => id));
  }

  #started(): RunningDevice {
    const life = new Life(this.parts.world.random);
    return { life, entries: entriesIn(life, this.outbox, this.rejected) };
  }

  #gone(life: Life): void {
    if (this.#running.life !== life) return;
    this.#leave();
    this.at = this.parts.home;
    this.#running = this.#started();
    this.#leading = this.#lead();
  }

  #leave(): void {
    this.disconnect();
    this.#leading.isLeft = true;
    this.#leading.push.stop();
    this.#leading.pull.stop();
  }

  #lead(): Leading {
    const { world, home } = this.parts;
    const { at } = this;
    const { life, entries } = this.#running;
    const { role, lines } = at.parts;
    const isMine = (line: string) => speaksFor({ role, lines: [...lines] }, line);
    const leading = { isLeft: false } as Leading;
    const { principal } = this;
    const isThere = () => !this.isOffline && !leading.isLeft;
    const asking = new Asking({ world, asked: at, principal, isThere, acknowledged: this.parts.acknowledged });
    const asked = { facts: (facts: PersonFact[]) => asking.send(facts) } as Requests;
    const requests =
      at === home
        ? asked
        : awayFromHome(asked, ({ line }) =>
            isMine(line ?? '') ? null : { code: 'line', reason: 'It waits for its own.' },
          );
    const fault = (error: unknown): void => world.bug(error);
    const before = async (): Promise<boolean> => true;
    leading.push = startPush({
      ...{ entries, requests, before, random: world.random, fault },
      now: this.clock,
      gatewayTime: this.clock,
      inReach: () => this.#connection !== null,
    });
    leading.pull = new PulledHours({
      ...{ kept: this.kept, life, limit: PAGE_ROWS, random: world.random },
      page: (from) => asking.page(from, PAGE_ROWS),
      before: () => leading.push.attempted(),
      spares: (line) => at !== home && !isMine(line),
      completed: () => this.tidy(),
    });
    leading.push.now();
    leading.pull.now();
    return leading;
  }

  #comes(event: LiveEvent): void {
    this.#onTheWay.push(asOnWire(event));
    if (!this.isSlow) queueMicrotask(() => this.deliver());
  }

  #hear(event: LiveEvent): void {
    const { push, pull } = this.#leading;
    if (event.type === 'hello') {
      push.now();
      pull.now();
    } else if (event.type === 'notice') pull.now();
    else if (event.type === 'rows') pull.rows(event);
  }

  sees(line: string): boolean {
    return onLine(this.parts.lines, line);
  }
}
