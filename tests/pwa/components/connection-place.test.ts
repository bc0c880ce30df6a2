import { describe, expect, it } from 'vitest';
import { AT_HOME, placeWords, type Place } from '../../../pwa/components/connection-place.ts';

const AT = Date.UTC(2026, 10, 21, 14, 2);
const words = (place: Partial<Place>) => placeWords({ ...AT_HOME, ...place }, 'UTC', AT + 60_000).join(' · ');

describe('where what is shown comes from', () => {
  it('needs no words at home', () => {
    expect(words({})).toBe('');
  });

  it('is named away from home, with since when home is out of reach', () => {
    const away = { name: 'Line 8', home: 'North plant', homeHeardAt: AT };
    expect(words({ away })).toMatch(
      /^from the gateway of Line 8 · gateway of North plant out of reach since (14:02|2:02.PM)$/,
    );
    expect(words({ away: { ...away, homeHeardAt: null } })).toBe(
      'from the gateway of Line 8 · gateway of North plant out of reach',
    );
  });

  it('says of a line for which nobody speaks since when, and why', () => {
    expect(words({ lost: { line: 'Line 5', why: 'gateway', since: AT } })).toMatch(/not been heard since/);
    expect(words({ lost: { line: 'Line 5', why: 'elsewhere', since: AT } })).toMatch(/as of .*out of reach/);
    expect(words({ lost: { line: 'Line 5', why: 'gateway', since: null } })).toBe('Line 5: its gateway is not heard');
  });

  it('says why a browser stays where it is', () => {
    expect(words({ stays: true })).toMatch(/enrolled devices/);
  });
});
