/**
 * Keeps strangers from guessing codes: 10 wrong ones in 10 minutes from one address, and 1,000 from all that were wrong
 * before. An address that was never wrong is always heard, so that nobody can keep an admin from enrolling by guessing
 * elsewhere. A thousand addresses so have 2,000 tries: 8 open codes of 40 bits are guessed once in 70 million times.
 */
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';

const WINDOW_S = 10 * 60;
const OF_ADDRESS = 10;
const OF_ALL = 1_000;

export class WrongCodes {
  readonly #ofAddress = new RateLimiterMemory({ points: OF_ADDRESS, duration: WINDOW_S });
  readonly #ofAll = new RateLimiterMemory({ points: OF_ALL, duration: WINDOW_S });

  /** Before a code is looked at: counts as wrong until `right`, so that many at once gain nothing. Throws THROTTLED. */
  async hear(address: string): Promise<void> {
    const tries = await this.#ofAddress.penalty(network(address));
    if (tries.consumedPoints > OF_ADDRESS) throw throttled(tries);
    if (tries.consumedPoints > 1) {
      const all = await this.#ofAll.penalty('all');
      if (all.consumedPoints > OF_ALL) throw throttled(all);
    }
  }

  async right(address: string): Promise<void> {
    await this.#ofAddress.reward(network(address));
  }
}

/** Whoever has one IPv6 address has all of its /64. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = tail === undefined ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  const all = tail === undefined ? groups : [...groups, ...zeros, ...after];
  return all.slice(0, 4).join(':');
}

function throttled({ msBeforeNext }: RateLimiterRes): AppError {
  return new AppError('THROTTLED', 'Too many wrong codes came from here; wait a few minutes.', {
    retryAfterMs: msBeforeNext,
  });
}
