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
  of('bo', { name: 'Boxer Back', lines: ['line8'], disabled: true }),
  of('keeper', { name: 'Keeper Late', lines: ['line9'], lockedUntil: NOW + 1 }),
  of('adjuster', { name: 'Adjuster Prüfer', roles: ['admin'], lockedUntil: NOW - 1 }),
  of('cy', { name: 'Cutter Inner', lines: ['line8'], invitedUntil: NOW + 1 }),
];
const shown = (filter: Partial<PeopleFilter>) =>
  shownPeople(people, { ...EVERYBODY, ...filter }, NOW).map(({ user }) => user);

describe('the list of people', () => {
  it('leaves out who is disabled, and begins with who is locked out right now', () => {
    expect(shown({})).toEqual(['keeper', 'adjuster', 'cy']);
  });

  it('is searched by parts of name and user id, whatever their marks and case', () => {
    expect(shown({ text: 'PRUFER adjuster' })).toEqual(['adjuster']);
    expect(shown({ text: ' late ' })).toEqual(['keeper']);
    expect(shown({ text: 'nobody' })).toEqual([]);
  });

  it('is narrowed to a role, and to a line with those who have every line', () => {
    expect(shown({ role: 'admin' })).toEqual(['adjuster']);
    expect(shown({ line: 'line8' })).toEqual(['adjuster', 'cy']);
  });

  it.each([
    ['locked', ['keeper']],
    ['invited', ['cy']],
    ['disabled', ['bo']],
    ['all', ['keeper', 'adjuster', 'bo', 'cy']],
  ] as const)('shows who is %s', (show, users) => {
    expect(shown({ show })).toEqual(users);
  });
});
