import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, instantsOf, localMidnight, wallMs, wallTime, zoneOffset } from '../../../shared/calendar/zone.ts';

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/** Days on which clocks change in 2026, with what is lost or gained, ms. Lord Howe moves by half an hour only. */
const CHANGES = [
  { zone: 'America/Los_Angeles', forward: '2026-03-08', back: '2026-11-01', at: 2, backAt: 2, byMs: HOUR_MS },
  { zone: 'Europe/Berlin', forward: '2026-03-29', back: '2026-10-25', at: 2, backAt: 3, byMs: HOUR_MS },
  { zone: 'Australia/Lord_Howe', forward: '2026-10-04', back: '2026-04-05', at: 2, backAt: 2, byMs: HOUR_MS / 2 },
];

/** The wall clock by Intl, as text: slow, and written differently from the code that is tested. */
function shownByIntl(zone: string, at: number): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: zone, hourCycle: 'h23' }).replace(' ', 'T');
}

const shown = (zone: string, at: number) =>
  new Date(wallMs(wallTime(zone, at)) - (at % 1000)).toISOString().slice(0, 19);

describe('the wall clocks of a plant', () => {
  it.each(CHANGES)(
    'is pinned: Intl knows that $zone changes its clocks on these days',
    ({ zone, forward, back, byMs }) => {
      const dayMs = (day: string) => {
        const midnights = [0, 1].map((days) => instantOf(zone, Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS));
        for (const midnight of midnights) expect(shownByIntl(zone, midnight)).toMatch(/T00:00:00$/);
        return midnights[1]! - midnights[0]!;
      };
      expect(dayMs(forward)).toBe(24 * HOUR_MS - byMs);
      expect(dayMs(back)).toBe(24 * HOUR_MS + byMs);
    },
  );

  it.each(CHANGES)(
    'show in $zone what Intl shows, every quarter hour around both changes',
    ({ zone, forward, back }) => {
      for (const day of [forward, back]) {
        const noon = Date.parse(`${day}T12:00:00Z`);
        for (let at = noon - 36 * HOUR_MS; at < noon + 36 * HOUR_MS; at += QUARTER_MS) {
          for (const moment of [at, at + 1, at + QUARTER_MS - 1])
            expect(shown(zone, moment)).toBe(shownByIntl(zone, moment));
        }
      }
    },
  );

  it.each(CHANGES)(
    'have no instant in $zone for a skipped time and two for a repeated one',
    ({ zone, forward, back, at, backAt, byMs }) => {
      const skipped = Date.parse(`${forward}T00:00:00Z`) + at * HOUR_MS + byMs / 2;
      expect(instantsOf(zone, skipped)).toEqual([]);
      const repeated = Date.parse(`${back}T00:00:00Z`) + backAt * HOUR_MS - byMs / 2;
      const instants = instantsOf(zone, repeated);
      expect(instants).toHaveLength(2);
      expect(instants[1]! - instants[0]!).toBe(byMs);
      expect(instantOf(zone, repeated)).toBe(instants[0]);
    },
  );

  it.each(CHANGES)('take the moment of the change for any time that $zone skips', ({ zone, forward, at, byMs }) => {
    const change = Date.parse(`${forward}T00:00:00Z`) + at * HOUR_MS;
    const moment = instantsOf(zone, change - QUARTER_MS)[0]! + QUARTER_MS;
    for (let lost = 0; lost < byMs; lost += 60_000) expect(instantOf(zone, change + lost)).toBe(moment);
    expect(zoneOffset(zone, moment) - zoneOffset(zone, moment - 1)).toBe(byMs);
  });

  it('come back to the same instant, whatever the zone and moment', () => {
    const zones = [...CHANGES.map(({ zone }) => zone), 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Cairo', 'UTC'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) }),
        (zone, at) => {
          expect(instantsOf(zone, at + zoneOffset(zone, at))).toContain(at);
          expect(shown(zone, at)).toBe(shownByIntl(zone, at));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('know the local midnight also of a day that a whole zone left out', () => {
    // Samoa went from 29 to 31 December 2011.
    const at = Date.UTC(2011, 11, 30, 9);
    expect(new Date(localMidnight('Pacific/Apia', at)).toISOString()).toBe('2011-12-29T00:00:00.000Z');
    expect(instantsOf('Pacific/Apia', Date.UTC(2011, 11, 30, 12))).toEqual([]);
  });

  it('are taken to have been there in years that somebody mistyped, and nobody waits for the answer', () => {
    const wall = Date.parse('0026-11-24T06:00:00Z');
    const at = instantOf('America/Los_Angeles', wall);
    expect(Math.abs(at - wall)).toBeLessThan(12 * HOUR_MS);
    expect(at + zoneOffset('America/Los_Angeles', at)).toBe(wall);
  });
});
