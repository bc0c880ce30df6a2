/**
 * When a device leaves its home, and when it goes back: no hiccup moves it, and it never goes to and fro. Only times and
 * what was heard go in. Times of the device's clock, ms.
 */
export interface RoamingTimes {
  /** So long must a gateway be out of reach before another one is asked. */
  patienceMs: number;
  /** So long must home answer, every time, before the device goes back; more after each stay at home that was short. */
  steadyMs: number;
  mostSteadyMs: number;
  shortStayMs: number;
  /** So long must somebody look at a line of another gateway before the device goes there for it. */
  lookedAtMs: number;
  /** Between looks at how things are; more often while it may be a hiccup. */
  lookMs: number;
  lookLostMs: number;
  /** A gateway that lets itself be waited for does not keep the next from being asked. */
  headStartMs: number;
}

export const ROAMING_TIMES: RoamingTimes = {
  patienceMs: 6_000,
  steadyMs: 10_000,
  mostSteadyMs: 5 * 60_000,
  shortStayMs: 60_000,
  lookedAtMs: 3_000,
  lookMs: 3_000,
  lookLostMs: 1_500,
  headStartMs: 1_500,
};

export class RoamingCourse {
  readonly #times: RoamingTimes;
  /** Since when the gateway that the device is at is not heard; null = it is. */
  #lostAt: number | null;
  /** Since when home has answered every time; null = it did not. */
  #homeSince: number | null = null;
  #steadyMs: number;
  #cameHomeAt: number | null = null;
  #wanted: { gateway: string; since: number } | null = null;

  /** Nothing is heard before the first word. */
  constructor(now: number, times = ROAMING_TIMES) {
    this.#times = times;
    this.#steadyMs = times.steadyMs;
    this.#lostAt = now;
  }

  get isLost(): boolean {
    return this.#lostAt !== null;
  }

  lost(now: number): void {
    this.#lostAt ??= now;
  }

  heard(): void {
    this.#lostAt = null;
  }

  /** Home was asked. */
  asked(answers: boolean, now: number): void {
    this.#homeSince = answers ? (this.#homeSince ?? now) : null;
  }

  /** The gateway that the device is at has been out of reach for so long that it is no hiccup. */
  isGone(now: number): boolean {
    return this.#lostAt !== null && Math.abs(now - this.#lostAt) >= this.#times.patienceMs;
  }

  get homeAnswers(): boolean {
    return this.#homeSince !== null;
  }

  /** Home can be relied on again. */
  isHomeSteady(now: number): boolean {
    return this.#homeSince !== null && Math.abs(now - this.#homeSince) >= this.#steadyMs;
  }

  /** Whether it has been wanted for so long that the device should go there; null = nothing else is. */
  isWanted(gateway: string | null, now: number): boolean {
    if (this.#wanted?.gateway !== gateway) this.#wanted = gateway === null ? null : { gateway, since: now };
    return this.#wanted !== null && Math.abs(now - this.#wanted.since) >= this.#times.lookedAtMs;
  }

  /** The device goes to another gateway now, of which nothing is heard yet. */
  moved(home: boolean, now: number): void {
    if (home) this.#cameHomeAt = now;
    else if (this.#cameHomeAt !== null) {
      const { steadyMs, mostSteadyMs, shortStayMs } = this.#times;
      const wasShort = Math.abs(now - this.#cameHomeAt) < shortStayMs;
      this.#steadyMs = wasShort ? Math.min(mostSteadyMs, this.#steadyMs * 2) : steadyMs;
      this.#cameHomeAt = null;
    }
    this.#lostAt = now;
    this.#homeSince = null;
    this.#wanted = null;
  }
}
