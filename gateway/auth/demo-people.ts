/** One of each role for the simulated plant, marked as such: elsewhere they can never sign on. */
import { ROLES } from '../../shared/access/roles.ts';
import type { People } from './people.ts';

/** Those who are not there yet; whoever changed one of them finds them as they were left. */
export async function addDemoPeople(people: People): Promise<void> {
  for (const role of ROLES) {
    const user = `demo-${role}`;
    if (people.isTaken(user)) continue;
    const name = `Demo ${role}`;
    await people.provision({ user, name, roles: [role], lines: '*', disabled: false, sso: null, demo: true });
  }
}
