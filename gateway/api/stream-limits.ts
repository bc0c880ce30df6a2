/** Event streams at one time: each costs a connection, and memory for what its device has not read, for as long as it lasts. */
import type { Principal } from '../auth/principal.ts';
import { holderOf, tooMuch } from './request-limits.ts';

const LIMITS = {
  /** Of one device or person: a leading tab has one, a reload briefly two, and people have several browsers. */
  ofOne: 12,
  /** At most 1 MB waits for each. */
  all: 400,
  /** Of all, for enrolled devices only: a station gets its stream however many people look on. */
  forDevices: 100,
};

export class StreamLimits {
  readonly #limits: typeof LIMITS;
  readonly #open = new Map<string, number>();
  #all = 0;

  constructor(limits: Partial<typeof LIMITS> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Answers what to call when the stream has ended. THROTTLED when there is no room for one more. */
  open(principal: Principal): () => void {
    const { ofOne, all, forDevices } = this.#limits;
    const holder = holderOf(principal) ?? principal.address;
    const own = this.#open.get(holder) ?? 0;
    if (own >= ofOne) throw tooMuch(`There are ${own} event streams of this device already; close a page.`, 5_000);
    if (this.#all >= (principal.device ? all : all - forDevices))
      throw tooMuch(
        'All event streams of this gateway are in use; figures are read from time to time instead.',
        30_000,
      );
    this.#all++;
    this.#open.set(holder, own + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#all--;
      const left = this.#open.get(holder)! - 1;
      if (left > 0) this.#open.set(holder, left);
      else this.#open.delete(holder);
    };
  }
}
