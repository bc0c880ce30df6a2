/** Entries that are only wanted until some moment: too late they are not sent, but come back as not done. */
import type { Entry, EntryCollections } from './collections.ts';

/**
 * Whether it may be sent at `now` (gateway's time, ms). One that was sent in time is: only the gateway knows whether it has
 * it, and takes it no more if not.
 */
export function isInTime({ fact, tried }: Entry, now: number): boolean {
  return tried || fact.expiresAt === undefined || now <= fact.expiresAt;
}

/** Moves what it is too late for to what people have to see. Stored there before it leaves the outbox. */
export async function dropExpired({ outbox, rejected }: EntryCollections, now: number): Promise<void> {
  const all = (await outbox.find().exec()).map((entry) => entry.toJSON() as Entry);
  const late = all.filter((entry) => entry.acceptedAt === null && !isInTime(entry, now));
  if (late.length === 0) return;
  const reason = 'It was not sent in time, and is not sent any more.';
  await rejected.bulkUpsert(late.map(({ id, fact }) => ({ id, code: 'expired', reason, fact, plan: null })));
  await outbox.bulkRemove(late.map(({ id }) => id));
}
