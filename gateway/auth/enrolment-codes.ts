/**
 * Codes that turn a browser into a device of the plant: 8 characters, 10 minutes, one device. Only their keyed hashes are
 * kept, beyond a restart, which must not void what was just handed out.
 */
import type { DeviceBody } from '../../shared/access/person.ts';
import { AppError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { KeptRows } from './kept-rows.ts';
import { makeCode, plainCode } from './spoken-code.ts';

/** 5 bits each: 40 are enough for ten minutes and a few tries, and are soon typed. */
const LENGTH = 8;
const GOOD_FOR_MS = 10 * 60_000;
/** More at a time would only make one easier to guess. */
const MOST_OPEN = 8;

/** What the device becomes that brings the code. */
export type Place = Pick<DeviceBody, 'name' | 'role' | 'lines'>;

/** `until` in ms. */
type OpenCode = Place & { hash: string; until: number };

export interface EnrolmentCodeParts {
  store: Store;
  gateway: string;
  /** Keyed: who reads the hashes cannot try codes on them. Hex or base64url. */
  hash: (code: string) => string;
  now: () => number;
}

export class EnrolmentCodes {
  readonly #open: KeptRows<OpenCode>;
  readonly #hash: (code: string) => string;
  readonly #now: () => number;

  private constructor(open: KeptRows<OpenCode>, { hash, now }: EnrolmentCodeParts) {
    this.#open = open;
    this.#hash = hash;
    this.#now = now;
  }

  /** With the codes that a former run handed out. Rejects with STORE_UNREACHABLE. */
  static async open(parts: EnrolmentCodeParts): Promise<EnrolmentCodes> {
    const { store, gateway } = parts;
    return new EnrolmentCodes(await KeptRows.open<OpenCode>({ store, gateway, kind: 'enrolment-code' }), parts);
  }

  /** The code is told this once. Throws THROTTLED while too many are open. */
  async make(place: Place): Promise<{ code: string; until: number }> {
    const now = this.#now();
    for (const [hash, { until }] of this.#open.entries()) if (until <= now) this.#open.delete(hash);
    if (this.#open.size >= MOST_OPEN) {
      const first = Math.min(...[...this.#open.entries()].map(([, { until }]) => until));
      throw new AppError('THROTTLED', `${MOST_OPEN} codes wait for their devices already; use them first.`, {
        retryAfterMs: first - now,
      });
    }
    const code = plainCode(makeCode()).slice(0, LENGTH);
    const hash = this.#hash(code);
    const until = now + GOOD_FOR_MS;
    this.#open.set(hash, { ...place, hash, until });
    await this.#open.flush();
    return { code, until };
  }

  /** As a person types it: in any case, with blanks or dashes. null = no open code. */
  find(typed: string): OpenCode | null {
    const open = this.#open.get(this.#hash(plainCode(typed)));
    return open && open.until > this.#now() ? open : null;
  }

  async use({ hash }: OpenCode): Promise<void> {
    this.#open.delete(hash);
    await this.#open.flush();
  }

  /** It led to nothing, through no fault of whoever brought it. */
  async giveBack(open: OpenCode): Promise<void> {
    this.#open.set(open.hash, open);
    await this.#open.flush();
  }

  /** Writes what is not yet written. */
  close(): Promise<void> {
    return this.#open.close();
  }
}
