import { describe, expect, it } from 'vitest';
import { quoted } from '../../../../pwa/components/plan/page-margins.ts';

describe('Names in the margins of a sheet', () => {
  it('stay words, whatever somebody calls a draft', () => {
    expect(quoted('Week 47')).toBe('"Week 47"');
    expect(quoted('x"; } body { display: none')).toBe('"x\\22 ; } body { display: none"');
    expect(quoted('a\\b\nc')).toBe('"a\\5c b\\a c"');
  });
});
