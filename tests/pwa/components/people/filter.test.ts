import { describe, expect, it } from 'vitest';
import { EVERYBODY, shownPeople, type PeopleFilter } from '../../../../pwa/components/people/filter.ts';
import type { PersonView } from '../../../../shared/access/protocol.ts';

const NOW = 1_000_000;
const of = (user: string, given: Partial<PersonView>): PersonView => ({
  ...{ user, name: user, roles: ['operator'], lines: '*', disabled: false, demo: false, sso: false },
  ...{ has: { password: true, pin: false, badge: false }, invitedUntil: null, lockedUntil: null, lastSignOnAt: null },
  ...given,
});
const people = [
  of('bo', { name: 'Bo Ek', lines: ['line8'], disabled: true }),
  of('kim', { name: 'Kim Lee', lines: ['line9'], lockedUntil: NOW + 1 }),
  of('ada', { name: 'Ada Müller', roles: ['admin'], lockedUntil: NOW - 1 }),
  of('cy', { name: 'Cy Ito', lines: ['line8'], invitedUntil: NOW + 1 }),
];
const shown = (filter: Partial<PeopleFilter>) =>
  shownPeople(people, { ...EVERYBODY, ...filter }, NOW).map(({ user }) => user);

describe('the list of people', () => {
  it('leaves out who is disabled, and begins with who is locked out right now', () => {
    expect(shown({})).toEqual(['kim', 'ada', 'cy']);
  });

  it('is searched by parts of name and user id, whatever their marks and case', () => {
    expect(shown({ text: 'MULLER ada' })).toEqual(['ada']);
    expect(shown({ text: ' lee ' })).toEqual(['kim']);
    expect(shown({ text: 'nobody' })).toEqual([]);
  });

  it('is narrowed to a role, and to a line with those who have every line', () => {
    expect(shown({ role: 'admin' })).toEqual(['ada']);
    expect(shown({ line: 'line8' })).toEqual(['ada', 'cy']);
  });

  it.each([
    ['locked', ['kim']],
    ['invited', ['cy']],
    ['disabled', ['bo']],
    ['all', ['kim', 'ada', 'bo', 'cy']],
  ] as const)('shows who is %s', (show, users) => {
    expect(shown({ show })).toEqual(users);
  });
});
