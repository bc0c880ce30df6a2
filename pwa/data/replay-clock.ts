/** Time as it passes in a replay: at a multiple of real time, stopped, or set anywhere within the day. Times in ms. */
import type { Window } from '../../shared/calendar/windows.ts';

export const SPEEDS = [1, 5, 10, 30, 60] as const;
export type Speed = (typeof SPEEDS)[number];

export class ReplayClock {
  readonly span: Window;
  readonly #real: () => number;
  #at: number;
  /** Real time at which it was `#at`; null = it stands. */
  #since: number | null = null;
  #speed: Speed;

  constructor(parts: { span: Window; speed: Speed; real: () => number }) {
    this.span = parts.span;
    this.#at = parts.span.from;
    this.#speed = parts.speed;
    this.#real = parts.real;
  }

  /** Stands by itself when the day is over. */
  now(): number {
    const passed = this.#since === null ? 0 : (this.#real() - this.#since) * this.#speed;
    return Math.min(this.span.to, this.#at + Math.max(0, passed));
  }

  get playing(): boolean {
    return this.#since !== null && this.now() < this.span.to;
  }

  get speed(): Speed {
    return this.#speed;
  }

  set speed(speed: Speed) {
    this.jump(this.now());
    this.#speed = speed;
  }

  play(): void {
    this.#at = this.now();
    this.#since = this.#real();
  }

  pause(): void {
    this.#at = this.now();
    this.#since = null;
  }

  /** Goes on, or stands, as before. */
  jump(to: number): void {
    this.#at = Math.min(this.span.to, Math.max(this.span.from, to));
    if (this.#since !== null) this.#since = this.#real();
  }
}
