import { describe, expect, it } from 'vitest';
import {
  isWholeDays,
  lookAt,
  lookIn,
  presentWindow,
  searchOfLook,
  shifted,
  windowOfLook,
  type BoardLook,
} from '../../../pwa/pages/board-look.ts';

const BERLIN = 'Europe/Berlin';
const HOUR = 3_600_000;
/** Wednesday. */
const NOW = Date.parse('2026-11-18T10:20:00Z');

describe('What the board shows', () => {
  it('is in the address, and comes back from it', () => {
    const look: BoardLook = {
      group: 'pouching',
      span: 'month',
      window: { from: NOW, to: NOW + 8 * HOUR },
      selected: ['o1.1', 'o2.pouch'],
      find: 'flu 125',
      only: 'late',
    };
    expect(lookIn(searchOfLook(look))).toEqual(look);
  });

  it.each(['?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z', '?from=x&to=y', '?span=decade&only=nothing', ''])(
    'is the present week where the address makes no sense: %s',
    (search) => {
      expect(lookIn(search)).toMatchObject({ span: 'week', window: null, only: 'all' });
    },
  );

  it('leaves the address alone while nobody chose anything', () => {
    expect(searchOfLook(lookIn(''))).toBe('');
  });

  it('is the present week again when a hand has brought it back there', () => {
    const week = presentWindow('week', NOW, BERLIN);
    const away = lookAt(lookIn(''), { from: week.from + HOUR, to: week.to + HOUR }, NOW, BERLIN);
    expect(away.window).not.toBeNull();
    expect(lookAt(away, week, NOW, BERLIN)).toEqual(lookIn(''));
  });

  it('is a week from Monday to Monday on the plant’s clocks', () => {
    const { from, to } = windowOfLook(lookIn(''), NOW, BERLIN);
    expect([from, to].map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-15T23:00:00.000Z',
      '2026-11-22T23:00:00.000Z',
    ]);
  });

  it('is a week from today on when the plant’s week is nearly over: most of it would be past', () => {
    const saturday = Date.parse('2026-11-20T23:30:00Z');
    const { from, to } = windowOfLook(lookIn(''), saturday, BERLIN);
    expect([from, to].map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-20T23:00:00.000Z',
      '2026-11-27T23:00:00.000Z',
    ]);
  });

  it('is an hour with what comes next in it', () => {
    const { from, to } = presentWindow('hour', NOW, BERLIN);
    expect(to - from).toBe(HOUR);
    expect(from).toBeLessThan(NOW);
    expect(to).toBeGreaterThan(NOW + HOUR / 2);
  });

  it('moves by whole weeks over the night when clocks change', () => {
    const week = presentWindow('week', Date.parse('2026-10-21T10:00:00Z'), BERLIN);
    expect(week.to - week.from).toBe((7 * 24 + 1) * HOUR);
    const next = shifted(week, 1, BERLIN);
    expect(next.from).toBe(week.to);
    expect(next.to - next.from).toBe(7 * 24 * HOUR);
    expect(isWholeDays(next, BERLIN)).toBe(true);
    expect(shifted(next, -1, BERLIN)).toEqual(week);
  });

  it('moves by its own length where it is no whole days', () => {
    const window = { from: NOW, to: NOW + 5 * HOUR };
    expect(shifted(window, -1, BERLIN)).toEqual({ from: NOW - 5 * HOUR, to: NOW });
  });
});
