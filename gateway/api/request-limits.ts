/**
 * How much one device, one person or one stranger may ask, so that nobody who asks too much keeps others waiting. Refused
 * with 429 before a body is read. Wrong passwords are counted elsewhere: this only bounds work.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';
import type { Principal } from '../auth/principal.ts';

/** Short, so that whoever was refused is soon let in again; s. */
const WINDOW_S = 10;
const LIMITS = {
  /** Requests of a device or person in 10 s. Zooming in a chart asks some 30 times a second; 100 cost a tenth of a core. */
  known: 1_000,
  /** Requests to the API in 10 s of one address where nobody is known: signing on, enrolling, 30 tablets behind one router. */
  stranger: 200,
  /** Files of the app in 10 s of one address: it has about 40, and 50 people may open it when the shift begins. */
  pages: 4_000,
} as const;

/** Strangers' addresses fall into so many pots: a network can have more addresses than a gateway has memory. */
const POTS = 16_384;

export interface LimitParts {
  principal: (ctx: Context) => Principal;
  /** Commands on this machine, which have the gateway's token, are not limited. */
  isCommand: (ctx: Context) => boolean;
  limits?: Partial<Record<keyof typeof LIMITS, number>>;
}

/** THROTTLED with the time after which asking again makes sense. */
export function limitRequests({ principal, isCommand, limits }: LimitParts): Middleware {
  const { known, stranger, pages } = { ...LIMITS, ...limits };
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_S });
  const [ofKnown, ofStrangers, ofPages] = [limiter(known), limiter(stranger), limiter(pages)];
  const potOf = pots();
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) await consume(ofPages, potOf(ctx.ip));
    else if (!isCommand(ctx)) {
      const asking = principal(ctx);
      const holder = holderOf(asking);
      // Who is known is counted apart: strangers of the same address cannot use up what is theirs.
      await (holder === null ? consume(ofStrangers, potOf(asking.address)) : consume(ofKnown, holder));
    }
    await next();
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw tooMuch('Too many requests; wait a moment.', refused.msBeforeNext);
  }
}

/** By device or person (null = nobody is known), not by session: signing on again gives no fresh allowance. */
export function holderOf({ device, person, gateway }: Principal): string | null {
  if (gateway) return `gateway ${gateway.id}`;
  if (device) return `device ${device.id}`;
  return person && `person ${person.user}`;
}

/** Which addresses share a pot nobody can tell from outside. */
function pots(): (address: string) => string {
  const salt = randomBytes(16);
  return (address) =>
    String(createHash('sha256').update(salt).update(networkOf(address)).digest().readUInt32LE() % POTS);
}

/** Of IPv6 the first half: whoever has one address there has all of them. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('%')[0]!.split('::');
  const [front, back] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const zeros = plain.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0;
  return [...front, ...Array.from({ length: zeros }, () => '0'), ...back].slice(0, 4).join(':');
}

export function tooMuch(message: string, retryAfterMs: number): AppError {
  return new AppError('THROTTLED', message, { retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)) });
}
