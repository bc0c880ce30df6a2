import { describe, expect, it } from 'vitest';
import { changedFields, isLastAdmin, overtakenFields } from '../../../../pwa/components/people/draft.ts';
import type { PersonView } from '../../../../shared/access/protocol.ts';

const saw = { name: 'Kim', roles: ['operator', 'quality'], lines: ['line8'] } as const;
const of = (user: string, given: Partial<PersonView>): PersonView => ({
  ...{ user, name: user, roles: ['admin'], lines: '*', disabled: false, demo: false, sso: false },
  ...{ has: { password: true, pin: false, badge: false }, invitedUntil: null, lockedUntil: null, lastSignOnAt: null },
  ...given,
});

describe('changing somebody', () => {
  it('takes the order of roles and lines for no change', () => {
    expect(changedFields(saw, { roles: ['quality', 'operator'], lines: ['line8'] })).toEqual([]);
    expect(changedFields(saw, { roles: ['operator'], lines: '*' })).toEqual(['roles', 'lines']);
  });

  it('is overtaken where somebody else changed the same to something else', () => {
    const now = { ...saw, roles: ['planner'], name: 'Kim Lee' } as const;
    expect(overtakenFields(saw, now, { roles: ['operator'] })).toEqual(['roles']);
  });

  it('is not overtaken where others changed something else, or the same to the same', () => {
    const now = { ...saw, name: 'Kim Lee' };
    expect(overtakenFields(saw, now, { roles: ['operator'] })).toEqual([]);
    expect(overtakenFields(saw, now, { name: 'Kim Lee' })).toEqual([]);
  });
});

describe('the last admin', () => {
  it('is whoever is alone in being able to let others in', () => {
    const ada = of('ada', {});
    expect(isLastAdmin([ada, of('kim', { roles: ['operator'] })], 'ada')).toBe(true);
    expect(isLastAdmin([ada, of('bo', {})], 'ada')).toBe(false);
    expect(isLastAdmin([ada, of('bo', {})], 'nobody')).toBe(false);
  });

  it('is not helped by an admin who is disabled or was only invited', () => {
    const has = { password: false, pin: false, badge: false };
    expect(isLastAdmin([of('ada', {}), of('bo', { disabled: true }), of('cy', { has })], 'ada')).toBe(true);
    expect(isLastAdmin([of('ada', {}), of('cy', { has, sso: true })], 'ada')).toBe(false);
  });
});
