/** What may be done on this device now. The gateway decides for itself; this only keeps from offering what it refuses. */
import { may, type Authority } from '../../shared/access/may.ts';
import { RIGHT_FOR_FACT } from '../../shared/access/facts.ts';
import type { Right } from '../../shared/access/roles.ts';
import type { AccessState } from './access.ts';

type Here = Pick<AccessState, 'device' | 'person' | 'locked'>;

/** What can be done with a ticket, which the gateway has not seen yet: making entries. */
const BY_TICKET: readonly Right[] = Object.values(RIGHT_FOR_FACT);

export function mayHere(here: Here, right: Right, line: string | null): boolean {
  const { device, person } = here;
  if (device && may([{ roles: [device.role], lines: device.lines }], right, line)) return true;
  if (!person || device?.role === 'kiosk') return false;
  if (person.byTicket && !BY_TICKET.includes(right)) return false;
  return may([ofPerson(here, person)], right, line);
}

/** Who may is on, perhaps locked, or can come and sign on. Whoever sits at a device of one's own is not sent away from it. */
export function offeredHere(here: Here, right: Right, line: string | null): boolean {
  const { device, person } = here;
  if (device?.role === 'kiosk') return mayHere(here, right, line);
  if (device?.role === 'station' || !person) return true;
  return may([{ roles: person.roles, lines: person.lines }], right, line);
}

/** As pages ask: of one line, of several at once, or of none. */
export function onEach(lines: string | readonly string[] | null, may: (line: string | null) => boolean): boolean {
  return typeof lines === 'string' || lines === null ? may(lines) : lines.every(may);
}

function ofPerson({ locked }: Here, { roles, lines }: NonNullable<Here['person']>): Authority {
  return locked ? { roles: ['kiosk'], lines } : { roles, lines };
}
