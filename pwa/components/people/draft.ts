/** Changing somebody whom another admin may be changing too: what was touched here stays, the rest follows the gateway. */
import type { Lines } from '../../../shared/access/may.ts';
import type { PersonView } from '../../../shared/access/protocol.ts';
import type { Role } from '../../../shared/access/roles.ts';

export interface PersonDraft {
  name: string;
  roles: readonly Role[];
  lines: Lines;
}
export const DRAFT_FIELDS = ['name', 'roles', 'lines'] as const satisfies (keyof PersonDraft)[];
export type DraftField = (typeof DRAFT_FIELDS)[number];
/** Only what was touched. */
export type Edits = Partial<PersonDraft>;

export function draftOf({ name, roles, lines }: PersonView): PersonDraft {
  return { name, roles, lines };
}

/** What differs from how the person is now. */
export function changedFields(now: PersonDraft, edits: Edits): DraftField[] {
  return DRAFT_FIELDS.filter((field) => edits[field] !== undefined && !isSame(edits[field], now[field]));
}

/** Fields that were touched here and, since `saw`, given another value by somebody else. */
export function overtakenFields(saw: PersonDraft, now: PersonDraft, edits: Edits): DraftField[] {
  return changedFields(now, edits).filter((field) => !isSame(saw[field], now[field]));
}

/** Order says nothing: roles and lines are sets. */
function isSame(a: unknown, b: unknown): boolean {
  const key = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
  return key(a) === key(b);
}

/** Nobody else could let anybody in: admins who are disabled, or cannot sign on yet, do not count. */
export function isLastAdmin(people: readonly PersonView[], user: string): boolean {
  const canAdminister = ({ roles, disabled, has, sso, demo }: PersonView) =>
    roles.includes('admin') && !disabled && (has.password || sso || demo);
  const person = people.find((one) => one.user === user);
  return person?.roles.includes('admin') === true && !people.some((one) => one.user !== user && canAdminister(one));
}
