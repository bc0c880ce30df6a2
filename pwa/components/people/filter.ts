/** Which of the people are shown. */
import { onLine } from '../../../shared/access/may.ts';
import type { PersonView } from '../../../shared/access/protocol.ts';
import type { Role } from '../../../shared/access/roles.ts';

export const SHOWN = ['active', 'locked', 'invited', 'disabled', 'all'] as const;
export interface PeopleFilter {
  /** Part of name or user id; marks on letters and case do not count. */
  text: string;
  role: Role | null;
  line: string | null;
  show: (typeof SHOWN)[number];
}
export const EVERYBODY: PeopleFilter = { text: '', role: null, line: null, show: 'active' };

export function isLocked({ lockedUntil }: PersonView, now: number): boolean {
  return lockedUntil !== null && lockedUntil > now;
}

export function isInvited({ invitedUntil, disabled }: PersonView, now: number): boolean {
  return invitedUntil !== null && invitedUntil > now && !disabled;
}

/** By name; those who are locked out first, for they stand somewhere and wait. */
export function shownPeople(people: readonly PersonView[], filter: PeopleFilter, now: number): PersonView[] {
  const words = folded(filter.text).split(/\s+/);
  return people
    .filter(
      (person) =>
        isShown(person, filter.show, now) &&
        (filter.role === null || person.roles.includes(filter.role)) &&
        (filter.line === null || onLine(person.lines, filter.line)) &&
        words.every((word) => folded(`${person.name} ${person.user}`).includes(word)),
    )
    .sort(
      (a, b) =>
        Number(isLocked(b, now)) - Number(isLocked(a, now)) ||
        a.name.localeCompare(b.name) ||
        a.user.localeCompare(b.user),
    );
}

function isShown(person: PersonView, show: PeopleFilter['show'], now: number): boolean {
  switch (show) {
    case 'active':
      return !person.disabled;
    case 'disabled':
      return person.disabled;
    case 'locked':
      return isLocked(person, now);
    case 'invited':
      return isInvited(person, now);
    case 'all':
      return true;
  }
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
