/** Changes somebody as they are at this moment: what another admin changed since the list came stays changed. */
import { draftOf, overtakenFields } from '../components/people/draft.ts';
import type { PersonSaving } from '../components/ls-people-edit.ts';
import type { Told } from '../data/asking.ts';
import type { PeopleData } from '../data/people.ts';
import type { PersonView } from '../../shared/access/protocol.ts';

/** `overtaken` = somebody else changed the same meanwhile; nothing was sent, and `person` is how they are now. */
export interface Saved {
  person: PersonView;
  overtaken: boolean;
}

export async function savePerson(people: PeopleData, user: string, saving: PersonSaving): Promise<Told<Saved>> {
  const now = await personNow(people, user);
  if (!now.ok) return now;
  if (overtakenFields(saving.shown, now.value, saving.edits).length > 0) {
    return { ok: true, value: { person: now.value, overtaken: true } };
  }
  const touched = Object.fromEntries(
    Object.keys(saving.edits).map((field) => [field, saving.draft[field as keyof typeof saving.draft]]),
  );
  const saved = await people.change(user, wholeChange(now.value, touched));
  return saved.ok ? { ok: true, value: { person: saved.value, overtaken: false } } : saved;
}

export async function changePerson(
  people: PeopleData,
  user: string,
  change: { disabled: boolean } | { badge: string | null },
): Promise<Told<PersonView>> {
  const now = await personNow(people, user);
  return now.ok ? people.change(user, wholeChange(now.value, change)) : now;
}

async function personNow(people: PeopleData, user: string): Promise<Told<PersonView>> {
  const list = await people.list();
  if (!list.ok) return list;
  const person = list.value.find((one) => one.user === user);
  return person ? { ok: true, value: person } : { ok: false, why: 'unknown', detail: null, code: null };
}

function wholeChange(now: PersonView, change: object) {
  const { name, roles, lines } = draftOf(now);
  return { name, roles: [...roles], lines: lines === '*' ? lines : [...lines], disabled: now.disabled, ...change };
}
