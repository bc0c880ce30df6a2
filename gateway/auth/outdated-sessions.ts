/** What comes from the plant holds at once, as what is changed here does: whoever may something else from now on signs on again, whoever is revoked is out. */
import type { People } from './people.ts';
import type { KnownDevices } from './principal-of.ts';
import type { Sessions } from './session.ts';
import type { Versions } from './versions.ts';

export interface OutdatedSessionsParts {
  versions: Pick<Versions, 'onChange' | 'ofPlant'>;
  sessions: Pick<Sessions, 'active' | 'endAll'>;
  people: Pick<People, 'allowed'>;
  devices: KnownDevices;
}

/** From now on; answers how to stop. */
export function endOutdatedSessions({ versions, sessions, people, devices }: OutdatedSessionsParts): () => void {
  return versions.onChange((kind, entity) => {
    if (!versions.ofPlant(kind, entity)) return;
    if (kind === 'device' && devices.device(entity)?.revoked) void sessions.endAll({ origin: entity });
    if (kind !== 'person') return;
    const person = people.allowed(entity);
    const standing = person && JSON.stringify([person.roles, person.lines]);
    // Entries are checked against what the person might when the session began.
    const isOutdated = sessions
      .active()
      .some(({ user, roles, lines }) => user === entity && JSON.stringify([roles, lines]) !== standing);
    if (isOutdated) void sessions.endAll({ user: entity });
  });
}
