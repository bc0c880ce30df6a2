/**
 * Codes with which other gateways join the plant: 60 bits, ten minutes, one gateway. In memory only: who restarts the
 * gateway in between makes another.
 */
import { createHash } from 'node:crypto';
import { makeCode, plainCode } from '../auth/spoken-code.ts';
import { WrongCodes } from '../auth/wrong-codes.ts';

const GOOD_FOR_MS = 10 * 60_000;

export class JoinCodes {
  readonly #open = new Map<string, { until: number; by: string | null }>();
  readonly #wrong = new WrongCodes();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The code is told this once. `by` = the admin who asked. */
  make(by: string | null): { code: string; until: number } {
    const now = this.#now();
    for (const [hash, { until }] of this.#open) if (until <= now) this.#open.delete(hash);
    const code = makeCode();
    const until = now + GOOD_FOR_MS;
    this.#open.set(hashOf(code), { until, by });
    return { code, until };
  }

  /**
   * Uses the code up; null = no open one. `giveBack` when it led to nothing, through no fault of whoever brought it.
   * Rejects with THROTTLED after too many wrong ones from the address.
   */
  async redeem(typed: string, address: string): Promise<{ by: string | null; giveBack: () => void } | null> {
    await this.#wrong.hear(address);
    const hash = hashOf(typed);
    const open = this.#open.get(hash);
    if (!open || open.until <= this.#now()) return null;
    this.#open.delete(hash);
    await this.#wrong.right(address);
    return { by: open.by, giveBack: () => void this.#open.set(hash, open) };
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(plainCode(code)).digest('hex');
}
