/** What the people who look after people ask of the gateway, and tell it. Asked anew each time: nothing is kept on the device. */
import type { Static } from 'typebox';
import type {
  Invitation,
  InviteQuestion,
  PasswordQuestion,
  PersonChange,
  PersonView,
  PinQuestion,
  SessionView,
} from '../../shared/access/protocol.ts';
import { asking, isRecord, listOf, partOf, type Told } from './asking.ts';
import type { Fetch } from './requests.ts';

export interface PeopleData {
  /** Whom one may see: all, or for somebody who only unlocks, those who are locked out. */
  list(): Promise<Told<PersonView[]>>;
  /** The code is told this once. */
  invite(person: Static<typeof InviteQuestion>): Promise<Told<{ person: PersonView; invitation: Invitation }>>;
  change(user: string, change: Static<typeof PersonChange>): Promise<Told<PersonView>>;
  /** Password and PIN are void from now on. */
  inviteAnew(user: string): Promise<Told<Invitation>>;
  unlock(user: string): Promise<Told<true>>;
  sessions(): Promise<Told<SessionView[]>>;
  endSession(id: string): Promise<Told<true>>;
  /** One's own. `UNAUTHENTICATED` when the present password is not right. */
  changePassword(question: Static<typeof PasswordQuestion>): Promise<Told<true>>;
  setPin(question: Static<typeof PinQuestion>): Promise<Told<true>>;
}

export function peopleData(fetch: Fetch, stop: AbortSignal): PeopleData {
  const ask = asking(fetch, stop);
  const at = (user: string, what = '') => `/api/people/${encodeURIComponent(user)}${what}`;
  const done = (): true => true;
  return {
    list: () => ask({ path: '/api/people', read: listOf('people', isPerson) }),
    invite: (body) => ask({ method: 'POST', path: '/api/people', body, read: invited }),
    change: (user, body) => ask({ method: 'PUT', path: at(user), body, read: partOf('person', isPerson) }),
    inviteAnew: (user) =>
      ask({ method: 'POST', path: at(user, '/invitation'), read: partOf('invitation', isInvitation) }),
    unlock: (user) => ask({ method: 'POST', path: at(user, '/unlock'), read: done }),
    sessions: () => ask({ path: '/api/sessions', read: listOf('sessions', isSession) }),
    endSession: (id) => ask({ method: 'DELETE', path: `/api/sessions/${encodeURIComponent(id)}`, read: done }),
    changePassword: (body) => ask({ method: 'PUT', path: '/api/access/password', body, read: done }),
    setPin: (body) => ask({ method: 'PUT', path: '/api/access/pin', body, read: done }),
  };
}

function invited(body: unknown): { person: PersonView; invitation: Invitation } | undefined {
  const person = partOf('person', isPerson)(body);
  const invitation = partOf('invitation', isInvitation)(body);
  return person && invitation && { person, invitation };
}

function isPerson(part: unknown): part is PersonView {
  return (
    isRecord(part) &&
    typeof part['user'] === 'string' &&
    typeof part['name'] === 'string' &&
    Array.isArray(part['roles']) &&
    (part['lines'] === '*' || Array.isArray(part['lines'])) &&
    isRecord(part['has'])
  );
}

function isInvitation(part: unknown): part is Invitation {
  return isRecord(part) && typeof part['code'] === 'string' && typeof part['until'] === 'number';
}

function isSession(part: unknown): part is SessionView {
  const texts = ['id', 'user', 'name', 'device', 'way', 'address'];
  return isRecord(part) && texts.every((name) => typeof part[name] === 'string') && typeof part['from'] === 'number';
}
