/**
 * Notices when the wall clock jumps, by the monotonic clock that does not. Nothing depends on it: order is order of
 * arrival. It is recorded so that people who read times later know what happened to them.
 */
export interface ClockJump {
  /** When it was noticed, by the new clock, epoch ms. */
  at: number;
  /** What the clock would have shown … */
  fromMs: number;
  /** … and what it showed. */
  toMs: number;
  /** Forwards is positive. A machine that slept wakes up with a jump forwards. */
  jumpMs: number;
}

export interface ClockWatchParts {
  /** Wall clock, epoch ms. */
  now: () => number;
  /** Any clock that only runs, ms. */
  monotonic: () => number;
  jumped: (jump: ClockJump) => void;
}

const LOOK_MS = 1_000;
/** Smaller steps are the clock being put right. */
const JUMP_MS = 2_000;
const REMEMBERED = 100;

export class ClockWatch {
  readonly #parts: ClockWatchParts;
  readonly #jumps: ClockJump[] = [];
  #wall: number;
  #monotonic: number;

  constructor(parts: ClockWatchParts) {
    this.#parts = parts;
    this.#wall = parts.now();
    this.#monotonic = parts.monotonic();
  }

  /** The latest ones since the start, oldest first. */
  get jumps(): readonly ClockJump[] {
    return this.#jumps;
  }

  start(signal: AbortSignal): void {
    const timer = setInterval(() => this.look(), LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  /** Compares with the last look, so that slow drift never adds up to a jump. */
  look(): void {
    const wall = this.#parts.now();
    const monotonic = this.#parts.monotonic();
    const fromMs = Math.round(this.#wall + monotonic - this.#monotonic);
    this.#wall = wall;
    this.#monotonic = monotonic;
    if (Math.abs(wall - fromMs) <= JUMP_MS) return;
    const jump = { at: wall, fromMs, toMs: wall, jumpMs: wall - fromMs };
    this.#jumps.push(jump);
    if (this.#jumps.length > REMEMBERED) this.#jumps.shift();
    this.#parts.jumped(jump);
  }
}
