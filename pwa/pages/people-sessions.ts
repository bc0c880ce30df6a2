/** Ends sessions. */
import type { SessionView } from '../../shared/access/protocol.ts';
import type { Told } from '../data/asking.ts';
import type { PeopleData } from '../data/people.ts';

/** One's own comes last: after it nothing can be ended. One that is over already is no failure. */
export async function endSessions(people: PeopleData, sessions: readonly SessionView[]): Promise<Told<true>> {
  for (const { id } of sessions.toSorted((a, b) => Number(a.own) - Number(b.own))) {
    const told = await people.endSession(id);
    if (!told.ok && told.why !== 'unknown') return told;
  }
  return { ok: true, value: true };
}
