/**
 * Live figures on their way to the plant: coalesced, one request at a time over one connection, and a beat when there is
 * nothing to tell. While the plant is away nothing waits; once it is back it gets the whole current hour.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveAnswer, LiveQuestion, RelayedEvent } from '../../../shared/replication/protocol.ts';
import type { Ask } from './exchange.ts';
import { LiveFrames } from './live-frames.ts';
import { PlantFailure } from './plant-failure.ts';

export interface LiveForwardingParts {
  /** Of `POST /api/replication/live`; over a connection of its own. */
  ask: Ask;
  /** The whole current hour and state of each line. */
  whole: () => readonly RelayedEvent[];
  isReached: () => boolean;
  /** A request failed. */
  failed: (failure: PlantFailure) => void;
  everyMs: number;
  beatMs: number;
  now: () => number;
}

export class LiveForwarding {
  readonly #parts: LiveForwardingParts;
  readonly #waiting = new LiveFrames();
  #wake = new AbortController();
  #needsWhole = true;

  constructor(parts: LiveForwardingParts) {
    this.#parts = parts;
  }

  /** Never waits and never fails. */
  forward(event: RelayedEvent): void {
    if (!this.#parts.isReached()) return;
    const isFirst = this.#waiting.isEmpty && !this.#needsWhole;
    this.#waiting.add(event);
    if (isFirst) this.#wake.abort();
  }

  /** The plant answers (again): it is told at once. */
  reached(): void {
    this.#needsWhole = true;
    this.#wake.abort();
  }

  /** Until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { everyMs, beatMs, isReached } = this.#parts;
    while (!signal.aborted) {
      const isTold = isReached() && (await this.#tell());
      if (!isTold) this.#waiting.clear();
      await quiet(everyMs, signal);
      if (isTold && (this.#needsWhole || !this.#waiting.isEmpty)) continue;
      this.#wake = new AbortController();
      await quiet(beatMs - everyMs, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  /** Answers whether the plant has taken it. */
  async #tell(): Promise<boolean> {
    const { ask, whole, now, failed } = this.#parts;
    const isWhole = this.#needsWhole;
    // It is what is now: whatever waited is in it.
    if (isWhole) this.#waiting.clear();
    const question: LiveQuestion = {
      now: now(),
      whole: isWhole,
      events: isWhole ? [...whole()] : this.#waiting.take(),
    };
    this.#needsWhole = false;
    try {
      const { json } = await ask({ method: 'POST', path: '/api/replication/live', body: JSON.stringify(question) });
      this.#needsWhole ||= (json as Partial<LiveAnswer> | null)?.ask === true;
      return true;
    } catch (error) {
      if (!(error instanceof PlantFailure)) throw error;
      this.#needsWhole = true;
      failed(error);
      return false;
    }
  }
}

/** Rests; sooner when aborted. */
function quiet(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined);
}
