/** Wrong tries in the audit trail, without letting anybody fill it: the first few each minute one by one, the others counted. */
import type { Happened, LateAudit } from '../audit/audit.ts';

const MINUTE_MS = 60_000;
const OF_ONE = 3;
const OF_ALL = 30;
/** Counted apart, each with an entry of its own at the end of the minute. */
const MOST_COUNTS = 50;

export interface FailedTry {
  /** null = nobody has that name. What was typed is not told: it may be a password in the wrong field. */
  user: string | null;
  /** The enrolled device; null = any other browser. */
  device: string | null;
  way: string;
  why: 'wrong' | 'too-many-tries';
  address: string;
}

interface Count {
  of: FailedTry;
  told: number;
  untold: number;
}

export class FailedSignOns {
  readonly #audit: LateAudit;
  readonly #seen = new Map<string, Count>();
  #told = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(audit: LateAudit) {
    this.#audit = audit;
  }

  add(failed: FailedTry): void {
    // Ends the minute also when nothing else comes.
    this.#timer ??= setTimeout(() => this.#endMinute(), MINUTE_MS).unref();
    const asked = `${failed.user ?? ''} ${failed.device ?? ''}`;
    const key = this.#seen.has(asked) || this.#seen.size < MOST_COUNTS ? asked : 'others';
    const of = key === asked ? failed : { ...failed, user: null, device: null };
    const count = this.#seen.get(key) ?? { of, told: 0, untold: 0 };
    this.#seen.set(key, count);
    if (count.told === OF_ONE || this.#told === OF_ALL) {
      count.untold += 1;
      return;
    }
    count.told += 1;
    this.#told += 1;
    this.#tell(failed, 1);
  }

  /** Nothing that was counted is forgotten. */
  close(): void {
    this.#endMinute();
  }

  #endMinute(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const { of, untold } of this.#seen.values()) if (untold > 0) this.#tell(of, untold);
    this.#seen.clear();
    this.#told = 0;
  }

  #tell({ user, device, way, why, address }: FailedTry, tries: number): void {
    const happened: Happened = { what: 'sign-on-failed', subject: user ?? 'unknown', user: null, device };
    this.#audit.recordLater({ ...happened, new: { way, address, tries }, reason: why });
  }
}
