/** What is asked of everything that people enter, whatever it says: by whom it is, where and when, and until when it makes sense. */
import { Value } from 'typebox/value';
import { UserId } from '../../shared/access/person.ts';
import { EntityId, padded, type By } from '../../shared/documents/document.ts';
import type { PlanRefusal } from '../../shared/orders/said.ts';
import type { RejectionCode } from '../../shared/sync/protocol.ts';

/** A device's clock further ahead than this is wrong, and an id with such a time would sort before all others for years. */
export const AHEAD_MS = 24 * 3_600_000;

export interface NotTaken {
  code: RejectionCode;
  reason: string;
  /** Of code `plan`: why the plan cannot take it. */
  plan?: PlanRefusal;
}
interface Entered {
  _id: string;
  type: string;
  at: number;
  by: By;
}

/** Whether its id fits what it says, and it bears a name; whether the name is true is asked elsewhere. `now` = ms, of this gateway. */
export function checkAuthored(
  { _id, type, at, by }: Entered,
  now: number,
): { ok: true; by: { origin: string; user: string } } | ({ ok: false } & NotTaken) {
  const device = /^([a-z-]+):(\d{16}):([a-z][a-z0-9-]*)\.(\d+)$/.exec(_id);
  if (
    !device ||
    device[1] !== type ||
    device[2] !== padded(at) ||
    device[3] !== by.origin ||
    !Value.Check(EntityId, by.origin)
  ) {
    return { ok: false, ...not('invalid', 'The id does not fit the time and device of the entry.') };
  }
  const { user } = by;
  // Devices still hold what was entered before people signed on: it stays readable there, for somebody to enter again.
  if (user === null)
    return { ok: false, ...not('author', 'It says nobody’s name: it was entered before people signed on here.') };
  if (!Value.Check(UserId, user)) return { ok: false, ...not('author', 'Nobody can have the name that it says.') };
  if (at > now + AHEAD_MS)
    return { ok: false, ...not('clock', `The device's clock is ahead: it says ${new Date(at).toISOString()}.`) };
  return { ok: true, by: { ...by, user } };
}

/** null = it makes sense for as long as anybody likes, or still does. */
export function whyExpired({ expiresAt }: { expiresAt?: number }, now: number): NotTaken | null {
  if (expiresAt === undefined || now <= expiresAt) return null;
  return not('expired', `It was to be done until ${new Date(expiresAt).toISOString()}, and came too late.`);
}

export function not(code: RejectionCode, reason: string): NotTaken {
  return { code, reason };
}
