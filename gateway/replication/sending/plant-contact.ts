/**
 * Whether the plant can be reached, decided in one place: by asking for its offer. While it cannot, nothing else asks, so
 * the back-off is of the plant and not of each database.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Offer, ReplicationStatus } from '../../../shared/replication/protocol.ts';
import { backOffMs } from './back-off.ts';
import type { Ask } from './exchange.ts';
import { PlantFailure } from './plant-failure.ts';
import { readOffer } from './plant-offer.ts';

export type PlantState = Pick<NonNullable<ReplicationStatus['plant']>, 'state' | 'since' | 'detail'>;

export interface PlantContactParts {
  /** Ids of this gateway, former ones too. */
  own: readonly string[];
  /** Id of the gateway that was joined. */
  plant: string;
  /** Of `GET /api/replication`. */
  ask: Ask;
  /** How often it is asked while it answers. */
  everyMs: number;
  longestMs: number;
  now: () => number;
  random: () => number;
  /** After each answer; `isBack` = it was away or refused before. */
  offered: (offer: Offer, isBack: boolean) => void;
  /** Once for each change. */
  onState: (state: PlantState) => void;
}

export class PlantContact {
  readonly #parts: PlantContactParts;
  #state: PlantState;
  /** null = nothing was heard yet. */
  #told: PlantState['state'] | null = null;
  #doubted = false;
  #failures = 0;
  #wake = new AbortController();
  clockOffsetMs: number | null = null;

  constructor(parts: PlantContactParts) {
    this.#parts = parts;
    this.#state = { state: 'away', since: parts.now(), detail: 'It was not asked yet.' };
  }

  get state(): PlantState {
    return this.#state;
  }

  /** It answered, and nothing has failed since. */
  get isReached(): boolean {
    return this.#state.state === 'reached' && !this.#doubted;
  }

  /** A request failed for the link or the token: nothing is sent until the plant has answered again. */
  doubt(): void {
    this.#doubted = true;
    this.askNow();
  }

  /** Something may be new there. Never shortens the back-off. */
  askNow(): void {
    if (this.#state.state === 'reached') this.#wake.abort();
  }

  /** Until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const waitMs = await this.#ask();
      await sleep(waitMs, undefined, { signal: AbortSignal.any([signal, this.#wake.signal]) }).catch(() => undefined);
    }
  }

  /** Answers when to ask again, in ms. */
  async #ask(): Promise<number> {
    const { own, plant, now, everyMs, longestMs, random, ask } = this.#parts;
    const askedAt = now();
    try {
      const { json } = await ask({ method: 'GET', path: '/api/replication', body: null });
      const offer = readOffer(json, { plant, own });
      this.clockOffsetMs = Math.round(offer.now - (askedAt + now()) / 2);
      this.#doubted = false;
      this.#failures = 0;
      const isBack = this.#become('reached', '');
      this.#parts.offered(offer, isBack);
      return everyMs;
    } catch (error) {
      if (!(error instanceof PlantFailure)) throw error;
      this.#failures += 1;
      this.#become(error.kind === 'away' ? 'away' : 'refused', error.message);
      const backOff = backOffMs(this.#failures, longestMs, random);
      return Math.max(backOff, Math.min(error.retryAfterMs ?? 0, longestMs));
    }
  }

  /** Answers whether it was another. */
  #become(state: PlantState['state'], detail: string): boolean {
    const isNew = this.#told !== state;
    this.#state = { state, detail, since: isNew ? this.#parts.now() : this.#state.since };
    this.#told = state;
    if (isNew) this.#parts.onState(this.#state);
    return isNew;
  }
}
