/**
 * Leads at home while home answers, else at another gateway of the plant; one at a time. `RoamingCourse` knows when, this
 * does it. Whatever happens, what is on the device stays on the screen.
 */
import { agreement, PROTOCOL } from '../../shared/sync/compatibility.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { GatewayReference } from '../../shared/sync/rows.ts';
import { BackOff, type Delays } from './back-off.ts';
import { speaksFor } from './gateways.ts';
import type { Leading } from './lead.ts';
import { ROAMING_TIMES, RoamingCourse, type RoamingTimes } from './roaming-course.ts';

/** Another gateway has let this device in. */
export interface Admission {
  gateway: GatewayReference;
  renewed: () => void;
  /** Somebody may have signed on or off. */
  follow(): Promise<void>;
  close(): void;
}

export interface RoamingParts<At extends Admission> {
  /** Begins to lead: at home (null) or where it was let in. */
  lead: (at: At | null) => Leading;
  homeAnswers: () => Promise<boolean>;
  /** Where to go while home is away, best first. */
  others: () => GatewayReference[];
  /** Null: out of reach, or it does not let this device in. */
  open: (gateway: GatewayReference, stop: AbortSignal) => Promise<At | null>;
  /** The line that somebody looked at last. */
  lookedAt: () => string | null;
  moved: (to: GatewayReference | null) => void;
  /** This device's clock, ms. */
  clock: () => number;
  random: () => number;
  /** Told of what should not happen; it is tried again. */
  fault: (error: unknown) => void;
  /** Between questions to a home that does not answer. */
  delays?: Delays;
  times?: RoamingTimes;
}

const AVOID_MS = { unheard: 30_000, unlike: 10 * 60_000 };

export class Roaming<At extends Admission> implements Leading {
  readonly #parts: RoamingParts<At>;
  readonly #times: RoamingTimes;
  readonly #course: RoamingCourse;
  readonly #backOff: BackOff;
  readonly #avoided = new Map<string, number>();
  readonly #stop = new AbortController();
  #at: At | null = null;
  #leading: Leading;
  #moving: Promise<void> = Promise.resolve();
  #askAt = 0;
  #wakeUp: () => void = () => undefined;

  constructor(parts: RoamingParts<At>) {
    this.#parts = parts;
    this.#times = parts.times ?? ROAMING_TIMES;
    this.#course = new RoamingCourse(parts.clock(), this.#times);
    this.#backOff = new BackOff(parts.delays ?? { firstMs: 5_000, mostMs: 30_000 }, parts.random);
    this.#leading = parts.lead(null);
    void this.#run();
  }

  /** To be told of everything that is heard, wherever the device is. */
  heard(event: LiveEvent): void {
    this.#course.heard();
    // Home says so itself; of another one nothing is taken that this app may misunderstand.
    if (event.type !== 'hello' || !this.#at || agreement(PROTOCOL, event.protocol ?? 1) === 'fine') return;
    this.#avoid(this.#at.gateway, AVOID_MS.unlike);
    this.#lookNow();
  }

  lost(): void {
    const isNews = !this.#course.isLost;
    this.#course.lost(this.#parts.clock());
    if (isNews) this.#lookNow();
  }

  wake(): void {
    this.#leading.wake();
    this.#at?.follow().catch(this.#parts.fault);
    this.#lookNow();
  }

  again(): void {
    this.#leading.again();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wakeUp();
    await this.#moving;
    this.#at?.close();
    await this.#leading.stop();
  }

  get #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  #lookNow(): void {
    this.#backOff.reset();
    this.#askAt = 0;
    this.#wakeUp();
  }

  async #run(): Promise<void> {
    const { lookMs, lookLostMs } = this.#times;
    while (!this.#stopped) {
      await this.#rest(this.#course.isLost && !this.#course.homeAnswers ? lookLostMs : lookMs);
      if (!this.#stopped) await this.#look().catch(this.#parts.fault);
    }
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#stopped ? 0 : ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #look(): Promise<void> {
    const { clock } = this.#parts;
    const course = this.#course;
    if (!this.#at && !course.isLost) return;
    const isDue = clock() >= this.#askAt;
    if (isDue) await this.#askHome();
    if (this.#stopped) return;
    if (!this.#at) {
      if (isDue && !course.homeAnswers && course.isGone(clock())) await this.#goTo(this.#others());
    } else if (this.#isAvoided(this.#at.gateway)) {
      if (!(await this.#goTo(this.#others()))) await this.#move(null);
    } else if (course.homeAnswers && (course.isGone(clock()) || course.isHomeSteady(clock()))) {
      await this.#move(null);
    } else if (course.isGone(clock())) {
      if (isDue) await this.#goTo(this.#others());
    } else {
      await this.#followLooks(this.#at.gateway);
    }
  }

  /** Often while it may be a hiccup, and once it answers again, to see whether it goes on so; else ever less often. */
  async #askHome(): Promise<void> {
    const { clock, homeAnswers } = this.#parts;
    const course = this.#course;
    course.asked(await homeAnswers(), clock());
    const mayBeHiccup = course.isLost && !course.isGone(clock());
    if (course.homeAnswers) this.#backOff.reset();
    else if (!mayBeHiccup) this.#askAt = clock() + this.#backOff.nextMs();
  }

  /** Somebody looks at a line of which this gateway knows nothing, and another one does. */
  async #followLooks(here: GatewayReference): Promise<void> {
    const line = this.#parts.lookedAt();
    const isElsewhere = line !== null && !speaksFor(here, line);
    const there = isElsewhere ? this.#others().find((one) => speaksFor(one, line)) : undefined;
    if (!this.#course.isWanted(there?.id ?? null, this.#parts.clock()) || !there) return;
    if (!(await this.#goTo([there]))) this.#avoid(there, AVOID_MS.unheard);
  }

  /** To the first that lets this device in. */
  async #goTo(gateways: readonly GatewayReference[]): Promise<boolean> {
    const at = await this.#firstOf(gateways);
    // Meanwhile home may be heard again.
    const isWanted = !this.#stopped && (this.#at !== null || this.#course.isLost);
    if (at && isWanted) await this.#move(at);
    else at?.close();
    return at !== null;
  }

  /** Each has a head start before the next; those that answer too late are left again. */
  async #firstOf(gateways: readonly GatewayReference[]): Promise<At | null> {
    const { open, fault } = this.#parts;
    const found: { at: At | null } = { at: null };
    const attempts: Promise<void>[] = [];
    for (const gateway of gateways) {
      if (found.at || this.#stopped) break;
      const attempt = open(gateway, this.#stop.signal).then((at) => {
        if (found.at) at?.close();
        else found.at = at;
      }, fault);
      attempts.push(attempt);
      await Promise.race([attempt, this.#rest(this.#times.headStartMs)]);
    }
    if (!found.at) await Promise.all(attempts);
    return found.at;
  }

  #move(to: At | null): Promise<void> {
    return (this.#moving = this.#moveTo(to));
  }

  async #moveTo(to: At | null): Promise<void> {
    await this.#leading.stop();
    this.#at?.close();
    this.#at = to;
    this.#course.moved(to === null, this.#parts.clock());
    this.#backOff.reset();
    this.#askAt = 0;
    this.#parts.moved(to?.gateway ?? null);
    this.#leading = this.#parts.lead(to);
    if (to) to.renewed = () => this.#leading.again();
  }

  #others(): GatewayReference[] {
    return this.#parts.others().filter((gateway) => !this.#isAvoided(gateway));
  }

  #avoid({ id }: GatewayReference, ms: number): void {
    this.#avoided.set(id, this.#parts.clock() + ms);
  }

  #isAvoided({ id }: GatewayReference): boolean {
    return (this.#avoided.get(id) ?? 0) > this.#parts.clock();
  }
}
