import { afterEach, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { roleName, roleNamed, roleSentence } from '../../../pwa/locales/people-roles.ts';
import { ROLES } from '../../../shared/access/roles.ts';

afterEach(() => useLanguage(['en']));

describe('what a role allows, in a sentence', () => {
  it('follows the table of rights', () => {
    expect(roleSentence('operator')).toBe(
      'Sees the lines, analyses and exports, gives reasons for stops, keeps a line by hand, starts and ends orders, does tasks.',
    );
    expect(roleSentence('supervisor')).toContain('lets people in again who were locked out');
    expect(roleSentence('operator')).not.toContain('locked out');
  });

  it('says of those who enter nothing that they do not', () => {
    expect(roleSentence('admin')).toMatch(/looks after people, .*enters nothing\.$/);
    expect(roleSentence('planner')).toMatch(/plans orders/);
    expect(roleSentence('planner')).not.toContain('enters nothing');
    expect(roleSentence('engineer')).not.toContain('enters nothing');
  });

  it('is another for each role, in each language', () => {
    for (const language of ['en', 'de']) {
      useLanguage([language]);
      expect(new Set(ROLES.map(roleSentence)).size).toBe(ROLES.length);
      expect(new Set(ROLES.map(roleName)).size).toBe(ROLES.length);
    }
  });

  it('is found by the id of the role and by its name in any language', () => {
    expect([' Operator', 'BEDIENUNG', 'qualität', 'planner'].map(roleNamed)).toEqual([
      'operator',
      'operator',
      'quality',
      'planner',
    ]);
    expect(roleNamed('boss')).toBeNull();
  });
});
