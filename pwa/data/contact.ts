/** When this device last heard from the gateway, what time it is there, and whether it is in reach. */
import { BehaviorSubject } from 'rxjs';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import { ClockOffset } from './clock-offset.ts';
import type { Keep } from './database.ts';
import { SILENCE_MS } from './events.ts';
import type { Away, Connection } from './line-data.ts';

type Known = Pick<Connection, 'state' | 'asOf' | 'clockOffsetMs'> & Required<Pick<Connection, 'away'>>;
/** What is remembered over a restart. */
type Remembered = Pick<Known, 'asOf' | 'clockOffsetMs'> & { homeHeardAt: number | null };

/** What is remembered over a restart is at most so old. */
const REMEMBER_EACH_MS = 3_000;

export class Contact {
  readonly known$: BehaviorSubject<Known>;
  readonly #clock: () => number;
  readonly #keep: Keep;
  #offset: ClockOffset;
  #heardAt: number;
  #homeHeardAt: number | null;
  #rememberedAt = 0;

  constructor(clock: () => number, keep: Keep) {
    const { asOf, clockOffsetMs, homeHeardAt } = remembered(keep);
    this.#clock = clock;
    this.#keep = keep;
    this.#offset = new ClockOffset(clockOffsetMs);
    this.#heardAt = clock();
    this.#homeHeardAt = homeHeardAt;
    this.known$ = new BehaviorSubject<Known>({ state: 'connecting', asOf, clockOffsetMs, away: null });
  }

  /** The gateway's time by this device's clock, ms. */
  now(): number {
    return Math.round(this.#clock() + this.#offset.offsetMs);
  }

  heard(event: LiveEvent): void {
    this.#heardAt = this.#clock();
    if ('now' in event) this.#offset.add(event.now, this.#heardAt);
    const asOf = 'now' in event ? event.now : this.now();
    const { known$ } = this;
    if (known$.value.away === null) this.#homeHeardAt = asOf;
    known$.next({ ...known$.value, state: 'live', asOf, clockOffsetMs: this.#offset.offsetMs });
    if (Math.abs(this.#heardAt - this.#rememberedAt) >= REMEMBER_EACH_MS) this.#remember();
  }

  /** When home was last heard, its clock, ms; null = never. */
  get homeHeardAt(): number | null {
    return this.#homeHeardAt;
  }

  /** The device goes to another gateway, or home again (null); it has not been heard yet, and has a clock of its own. */
  moved(away: Away | null): void {
    const { clockOffsetMs } = this.known$.value;
    this.#offset = new ClockOffset(clockOffsetMs);
    this.#heardAt = this.#clock();
    this.known$.next({ ...this.known$.value, state: 'connecting', away });
  }

  /** Home said what time it is, in an answer. */
  told(now: number): void {
    if (this.known$.value.away !== null) return;
    this.#offset.add(now, this.#clock());
    this.known$.next({ ...this.known$.value, clockOffsetMs: this.#offset.offsetMs });
  }

  lost(): void {
    if (this.known$.value.state === 'unreachable') return;
    this.known$.next({ ...this.known$.value, state: 'unreachable' });
    this.#remember();
  }

  /** To be called each second: after a sleep no timer of ours has run, and a frozen view must not look live. */
  check(): void {
    if (Math.abs(this.#clock() - this.#heardAt) > SILENCE_MS) this.lost();
  }

  #remember(): void {
    const { asOf, clockOffsetMs } = this.known$.value;
    this.#rememberedAt = this.#heardAt;
    const heard: Remembered = { asOf, clockOffsetMs, homeHeardAt: this.#homeHeardAt };
    this.#keep.setItem('heard', JSON.stringify(heard));
  }
}

function remembered(keep: Keep): Remembered {
  try {
    const { asOf, clockOffsetMs, homeHeardAt } = JSON.parse(keep.getItem('heard') ?? '{}') as Partial<Remembered>;
    return { asOf: asOf ?? null, clockOffsetMs: clockOffsetMs ?? 0, homeHeardAt: homeHeardAt ?? asOf ?? null };
  } catch {
    return { asOf: null, clockOffsetMs: 0, homeHeardAt: null };
  }
}
