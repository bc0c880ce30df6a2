/** What every part that does something worth remembering is given. The chain behind it is `audit-chain.ts`. */
import type { Audited } from '../../shared/documents/audit.ts';

export interface Happened {
  what: Audited;
  /** Id of what it is about: a fact, a user, a device, a source. */
  subject: string;
  /** Who did it; null = nobody who is known. */
  user: string | null;
  /** Where: `by.origin` of a device; null = the gateway. */
  device: string | null;
  roles?: readonly string[];
  line?: string | null;
  /** When the device says that it happened. */
  clientAt?: number | null;
  old?: unknown;
  new?: unknown;
  reason?: string | null;
}

export interface Audit {
  /** Resolves when the entry is kept; rejects with STORE_UNREACHABLE when it cannot be: then nothing may be done either. */
  record(happened: Happened): Promise<void>;
}

/** For what happened whether it can be kept now or not: a wrong password, an act that is over. */
export interface LateAudit extends Audit {
  /** Kept in memory while the store is away, some hundreds of them, and then in the trail. */
  recordLater(happened: Happened): void;
}
