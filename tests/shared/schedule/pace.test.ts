import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysNeeded, pacesOf } from '../../../shared/schedule/pace.ts';
import { seeded } from '../../fixtures/line-hours.ts';

const pace = (paces: number[]) => pacesOf([{ id: 'pace:line1', line: 'line1', paces, until: null }]).get('line1');

describe('the pace of a line', () => {
  it('is unknown with less than five days, or if it made next to nothing', () => {
    expect(pace([1, 1, 1, 1])).toBeUndefined();
    expect(pace([0, 0, 0.01, 0, 0])).toBeUndefined();
    expect(pace([0.7, 0.9, 0.8, 0.8, 0.8])).toMatchObject({ median: 0.8 });
    expect(pace([0.5, 0.5, 0.5, 1, 1, 1])).toMatchObject({ median: 0.75 });
  });

  it('is unknown if its days differ so much that they say nothing', () => {
    expect(pace([0.06, 0.06, 0.06, 0.06, 9])).toBeUndefined();
  });

  it('of which all days are equal gives no range', () => {
    const steady = pace([0.5, 0.5, 0.5, 0.5, 0.5])!;
    expect(daysNeeded(steady, 4, -1)).toBeCloseTo(8);
    expect(daysNeeded(steady, 4, 1)).toBeCloseTo(8);
  });

  it('never needs less for more work, and never more at best than at worst', () => {
    const days = fc.double({ min: 0, max: 60, noNaN: true });
    const paces = fc.array(fc.double({ min: 0.1, max: 1.5, noNaN: true }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(paces, days, days, (all, a, b) => {
        const known = pace(all);
        fc.pre(known !== undefined);
        for (const side of [-1, 1] as const) {
          expect(daysNeeded(known, a + b, side)).toBeGreaterThanOrEqual(daysNeeded(known, a, side) * (1 - 1e-12));
        }
        expect(daysNeeded(known, a, 1)).toBeGreaterThanOrEqual(daysNeeded(known, a, -1) - 1e-9);
      }),
    );
  });

  it.each([5, 10, 20])('known for %i days gives a range that holds about eight of ten ends', (days) => {
    const random = seeded(11);
    const day = () => 0.4 + 0.7 * Math.sqrt(random());
    const rounds = 600;
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const known = pace(Array.from({ length: days }, day))!;
      const work = 1 + random() * 15;
      const needed = daysOf(work, day);
      if (needed >= daysNeeded(known, work, -1) && needed <= daysNeeded(known, work, 1)) held++;
    }
    expect(held / rounds).toBeGreaterThan(0.74);
    expect(held / rounds).toBeLessThan(0.86);
  });
});

/** How long so much work takes if each day makes of it what it draws. */
function daysOf(work: number, draw: () => number): number {
  for (let days = 0; ; days++) {
    const today = draw();
    if (today >= work) return days + work / today;
    work -= today;
  }
}
