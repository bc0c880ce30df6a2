/** Three gateways and twenty devices in one process, and everything that can happen to them. */
import { isPlanEntry } from '../../../gateway/sync/plan-entries.ts';
import { Retention } from '../../../gateway/retention/retention.ts';
import type { PersonFact } from '../../../pwa/data/requests.ts';
import type { GatewayBody } from '../../../shared/access/person.ts';
import { HOUR_MS, hourStart, MINUTE_MS } from '../../../shared/documents/document.ts';
import { lineHourKey, unknownHour, type LineHourBody } from '../../../shared/documents/line-hour.ts';
import { Copying } from './copying.ts';
import { SimDevice } from './sim-device.ts';
import { REASONS, SimGateway, UNKNOWN_REASON } from './sim-gateway.ts';
import { LOTS, PLANNERS, plannedBefore } from './sim-plan-plant.ts';
import { verb } from './sim-plan-verbs.ts';
import type { Step } from './steps.ts';
import { World } from './world.ts';

export const DEVICES = 20;
/** Where people plan: three at each gateway. */
export const PLANNING_DEVICES = 9;
const LINES_OF = { 'gw-1': ['line5'], 'gw-2': ['line8', 'line9'] } as const;
export const LINES = Object.values(LINES_OF).flat();
const LONG_MS = 100 * 24 * HOUR_MS;

export class SimPlant {
  readonly world = new World();
  readonly plant: SimGateway;
  readonly lines: readonly SimGateway[];
  readonly devices: readonly SimDevice[];
  readonly copies: readonly Copying[];
  /** What machines made, as their lines would read it again. */
  readonly machines = new Map<string, { gateway: SimGateway; line: string; body: LineHourBody }>();
  /** Facts of people and who said that it has them. */
  readonly acknowledged: { fact: PersonFact; by: SimGateway }[] = [];
  /** The same of what was planned. */
  readonly planned: { fact: PersonFact; by: SimGateway }[] = [];
  readonly plans: boolean;

  constructor({ plans }: { plans: boolean }) {
    const { world } = this;
    this.plans = plans;
    const enrolled = Object.entries(LINES_OF).map(([entity, lines]) => ({
      entity,
      body: {
        name: entity,
        origin: `https://${entity}.plant.local`,
        revoked: false,
        role: 'line',
        lines: [...lines],
      } as GatewayBody,
    }));
    this.plant = new SimGateway({
      world,
      id: 'plant',
      role: 'plant',
      lines: LINES,
      elsewhere: [],
      enrolled,
      clockError: 0,
      plans,
      reachesPlant: () => true,
    });
    this.lines = enrolled.map(({ entity: id, body }, i) => {
      const lines = body.lines ?? [];
      const elsewhere = LINES.filter((line) => !lines.includes(line));
      return new SimGateway({
        world,
        id,
        role: 'line',
        lines,
        elsewhere,
        enrolled: [],
        clockError: (i * 2 - 1) * 20_000,
        plans,
        reachesPlant: () => !this.copies[i]!.isCut && this.plant.running !== null,
      });
    });
    this.copies = this.lines.map((line) => new Copying({ world, line, plant: this.plant }));
    this.devices = Array.from({ length: plans ? PLANNING_DEVICES : DEVICES }, (_, i) => this.#device(i));
  }

  get gateways(): readonly SimGateway[] {
    return [this.plant, ...this.lines];
  }

  #device(i: number): SimDevice {
    const home = this.gateways[i % 3]!;
    const roams = i % 4 !== 3;
    const seesAll = i % 2 === 0 && (roams || home === this.plant);
    return new SimDevice({
      ...{ world: this.world, id: `device-${i}`, home, roams },
      role: i % 7 === 6 ? 'kiosk' : 'station',
      lines: seesAll ? '*' : home === this.plant ? [LINES[i % LINES.length]!] : home.parts.lines,
      clockError: ((i % 5) - 2) * 15_000,
      planner: this.plans ? PLANNERS[Math.floor(i / 3) % 3]! : null,
      acknowledged: (fact, by) => void (isPlanEntry(fact) ? this.planned : this.acknowledged).push({ fact, by }),
    });
  }

  async start(): Promise<void> {
    if (this.plans) {
      const { database, fact } = plannedBefore('plant', this.world.now);
      for (const gateway of this.gateways) await gateway.disk.insert(database, [fact]);
    }
    for (const gateway of this.gateways) await gateway.start();
    for (const device of this.devices) device.connect();
    await this.world.rest();
  }

  async perform(step: Step): Promise<void> {
    const { world } = this;
    switch (step.do) {
      case 'enter':
        return this.#enter(step);
      case 'close':
        return this.#close(step);
      case 'open':
        return this.#open(step);
      case 'move':
        return this.move(this.#deviceOf(step), this.gateways[step.to]!);
      case 'offline':
        return this.#setOffline(this.#deviceOf(step), step.on);
      case 'slow':
        this.#deviceOf(step).isSlow = step.on;
        return this.#deviceOf(step).deliver(step.loses);
      case 'reconnect':
        this.#deviceOf(step).disconnect();
        return this.#deviceOf(step).connect();
      case 'kill-device':
        return this.#deviceOf(step).kill(step.after);
      case 'kill':
        return this.gateways[step.gateway]!.running?.life.endIn(step.after);
      case 'start':
        return void (await this.gateways[step.gateway]!.start());
      case 'push':
        return void (await this.copies[step.line]!.push(step.batch, step.batches));
      case 'pull':
        return void (await this.copies[step.line]!.pull(step.batch, step.batches));
      case 'cut':
        this.copies[step.line]!.isCut = step.on;
        return;
      case 'network':
        world.losing = step.losing;
        return;
      case 'stores':
        world.failing = step.failing;
        return;
      case 'rebuild':
        return this.#rebuild(this.gateways[step.gateway]!);
      case 'retention':
        return this.#dropOld(step.gateway);
      case 'pass':
        return this.#pass(step.minutes * MINUTE_MS);
      case 'months-pass':
        return this.#pass(LONG_MS);
      case 'say':
        return this.#deviceOf(step).planning((plan) => plan.say(verb(step.verb, step.chance)));
      case 'undo':
        return this.#deviceOf(step).planning((plan) => plan.undo(step.way, step.anyway));
      case 'draft':
        return this.#deviceOf(step).planning((plan) => plan.openDraft());
      case 'publish':
        return this.#drafting(step).planning((plan) => plan.publish());
      case 'count':
        return this.#count(step);
      case 'together':
        return void (await Promise.all(step.steps.map((each) => this.perform(each))));
    }
  }

  #deviceOf({ device }: { device: number }): SimDevice {
    return this.devices[device % this.devices.length]!;
  }

  /** A device on which something is tried out, if there is one. */
  #drafting({ device }: { device: number }): SimDevice {
    const drafting = this.devices.filter(({ plan }) => plan?.isTrying);
    return drafting[device % drafting.length] ?? this.#deviceOf({ device });
  }

  async #enter({ device, line, kind, hoursAgo, expires, minutes }: Step & { do: 'enter' }): Promise<void> {
    const by = this.#deviceOf({ device });
    const seen = LINES.filter((each) => by.sees(each));
    const of = seen[line % seen.length]!;
    if (by.parts.role === 'kiosk') return;
    const from = by.clock() - hoursAgo * HOUR_MS - minutes * MINUTE_MS;
    const to = Math.min(by.clock(), from + minutes * MINUTE_MS + 1);
    // Another gateway than the one that took it says "too late" of such an entry: only what stays at home is as good as its word.
    const expiresAt = expires && !by.parts.roams ? by.clock() + 30 * MINUTE_MS : undefined;
    const common = { line: of, from, supersedes: null };
    if (kind === 'count')
      return by.enter({ type: 'manual-count', ...common, to, produced: 10, good: 9, rework: 1 }, expiresAt);
    if (kind === 'state')
      return by.enter({ type: 'manual-state', ...common, until: to, state: 'Held', reason: 'jam' }, expiresAt);
    const code = kind === 'unknown' ? UNKNOWN_REASON : REASONS[minutes % REASONS.length]!;
    return by.enter({ ...common, to, code, name: code }, expiresAt);
  }

  async #close({ line, hoursAgo, rows }: Step & { do: 'close' }): Promise<void> {
    const made = this.#made(line, hoursAgo, rows, true);
    await made.gateway.state(made.line, made.body);
  }

  async #open({ line, rows }: Step & { do: 'open' }): Promise<void> {
    const made = this.#made(line, 0, rows, false);
    await made.gateway.showOpen(made.line, made.body);
  }

  async #count({ line, hoursAgo, rows, lot }: Step & { do: 'count' }): Promise<void> {
    const made = this.#made(line, hoursAgo, rows, true);
    const { body, gateway } = made;
    // Each run has its minute; the hour of a schedule never gets sixty.
    const fromMs = body.hourAt + body.runs.length * MINUTE_MS;
    const counts = { produced: rows, good: rows - 1, rework: 0, empty: 1 };
    body.runs = [...body.runs, { lot: LOTS[lot]!, item: 'pouch', fromMs, toMs: fromMs + MINUTE_MS, ...counts }];
    await gateway.state(made.line, body);
  }

  /** More of an hour than was read before. */
  #made(lineIndex: number, hoursAgo: number, rows: number, isWhole: boolean) {
    const line = LINES[lineIndex]!;
    const gateway = this.lines.find(({ parts }) => parts.lines.includes(line))!;
    const hourAt = hourStart(this.world.now) - hoursAgo * HOUR_MS;
    const id = lineHourKey(line, hourAt);
    const before = this.machines.get(id)?.body ?? unknownHour(hourAt);
    const produced = before.produced.with(rows % 60, rows);
    const coveredTo = isWhole ? hourAt + HOUR_MS : Math.max(before.coveredTo, this.world.now);
    const body = { ...before, coveredTo, produced, rowsRead: before.rowsRead + rows, configVersion: 'c1' };
    const made = { gateway, line, body };
    this.machines.set(id, made);
    return made;
  }

  /** One that does not roam stays at home. */
  move(device: SimDevice, to: SimGateway): void {
    if (!device.parts.roams && to !== device.parts.home) return;
    device.move(to);
    device.connect();
  }

  #setOffline(device: SimDevice, on: boolean): void {
    device.isOffline = on;
    if (on) device.disconnect();
    else device.connect();
  }

  async #rebuild(gateway: SimGateway): Promise<void> {
    gateway.running?.life.end();
    await this.world.glance();
    await gateway.forgetRows();
    await gateway.start();
  }

  async #dropOld(index: number): Promise<void> {
    const gateway = this.gateways[index]!;
    const { running } = gateway;
    if (!running) return;
    const copy = this.copies[index - 1];
    const retention = new Retention({
      ...{ store: running.store, gateway: gateway.id, kept: { facts: 3 }, dropped: running.dropped, now: gateway.now },
      holds: { all: () => Promise.resolve([]) },
      verify: copy ? (database) => copy.verify(database) : null,
      audit: { record: () => Promise.resolve() } as never,
    });
    await Promise.race([retention.dropFacts().catch(() => []), running.life.ended]);
  }

  async #pass(ms: number): Promise<void> {
    this.world.pass(ms);
    for (const device of this.devices) device.connect();
    await this.world.glance();
    for (const device of this.devices) void device.tidy();
  }
}
