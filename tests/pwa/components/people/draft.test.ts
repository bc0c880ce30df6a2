import { describe, expect, it } from 'vitest';
import { changedFields, isLastAdmin, overtakenFields } from '../../../../pwa/components/people/draft.ts';
import type { PersonView } from '../../../../shared/access/protocol.ts';

const saw = { name: 'Keeper', roles: ['operator', 'quality'], lines: ['line8'] } as const;
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
    const now = { ...saw, roles: ['planner'], name: 'Keeper Late' } as const;
    expect(overtakenFields(saw, now, { roles: ['operator'] })).toEqual(['roles']);
  });

  it('is not overtaken where others changed something else, or the same to the same', () => {
    const now = { ...saw, name: 'Keeper Late' };
    expect(overtakenFields(saw, now, { roles: ['operator'] })).toEqual([]);
    expect(overtakenFields(saw, now, { name: 'Keeper Late' })).toEqual([]);
  });
});

describe('the last admin', () => {
  it('is whoever is alone in being able to let others in', () => {
    const adjuster = of('adjuster', {});
    expect(isLastAdmin([adjuster, of('keeper', { roles: ['operator'] })], 'adjuster')).toBe(true);
    expect(isLastAdmin([adjuster, of('boxer', {})], 'adjuster')).toBe(false);
    expect(isLastAdmin([adjuster, of('boxer', {})], 'nobody')).toBe(false);
  });

  it('is not helped by an admin who is disabled or was only invited', () => {
    const has = { password: false, pin: false, badge: false };
    expect(isLastAdmin([of('adjuster', {}), of('boxer', { disabled: true }), of('cy', { has })], 'adjuster')).toBe(
      true,
    );
    expect(isLastAdmin([of('adjuster', {}), of('cy', { has, sso: true })], 'adjuster')).toBe(false);
  });
});
