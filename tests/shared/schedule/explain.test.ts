import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/schedule/explain.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const explained = (sketch: Sketch, job: string) => {
  const world = situation(sketch);
  return explain(job, world, scheduleOf(world));
};
const twoLines = ['line1', 'line2'].map((id) => line(id, { calendar: TWO_SHIFTS }));

describe('the explanation of a forecast', () => {
  it('lists the minutes that count, and why each other minute does not', () => {
    const found = explained(
      {
        now: '2026-11-23T18:00',
        lines: twoLines,
        exceptions: {
          oil: {
            scope: 'line:line1',
            kind: 'maintenance',
            from: '2026-11-24T08:00',
            to: '2026-11-24T09:00',
            name: 'Oil',
          },
        },
        orders: {
          z: { quantity: 2_000, jobs: { run: { place: place('line1', '1') } } },
          a: { quantity: 3_000, jobs: { run: { place: place('line1', '2'), setupMs: HOUR } } },
        },
      },
      'a.run',
    )!;
    expect(found.pieces.map(({ from, to, why }) => [why, (to - from) / HOUR])).toEqual([
      ['queue', 2],
      ['set-up', 1],
      ['works', 1],
      ['rest', 8],
      ['works', 2],
    ]);
    expect(found).toMatchObject({ end: at('2026-11-24T08:00'), remaining: 3_000, perHour: 1_000, basis: 'standard' });
    const rest = found.pieces.find(({ why }) => why === 'rest');
    expect(rest).toMatchObject({ from: at('2026-11-23T22:00'), rest: { why: 'not-scheduled' } });
  });

  it('begins now for what runs', () => {
    const said = [{ at: at('2026-11-23T06:00'), line: 'line1', verb: 'start' as const }];
    const found = explained(
      {
        now: '2026-11-23T10:00',
        orders: { a: { quantity: 3_000, jobs: { run: { place: place('line1', '2'), said } } } },
      },
      'a.run',
    )!;
    expect(found.pieces).toEqual([{ from: at('2026-11-23T10:00'), to: at('2026-11-23T13:00'), why: 'works' }]);
  });

  it('is none for a job in the parking lot', () => {
    expect(explained({ now: '2026-11-23T10:00', orders: { a: { jobs: { run: {} } } } }, 'a.run')).toBeNull();
  });

  it('covers the whole time from now to the end, each moment once, and counts exactly what the work takes', () => {
    const quantity = fc.integer({ min: 1, max: 30_000 });
    const more = fc.record({
      setupMs: fc.nat(3 * HOUR),
      offsetMs: fc.integer({ min: -HOUR, max: 5 * HOUR }),
      waitMs: fc.nat(9 * HOUR),
      notBefore: fc.nat(60),
      overlap: fc.option(fc.integer({ min: 1, max: 4_000 })),
    });
    fc.assert(
      fc.property(
        quantity,
        quantity,
        quantity,
        more,
        (q1, q2, q3, { setupMs, offsetMs, waitMs, notBefore, overlap }) => {
          const tasks = [{ key: 't', kind: 'other' as const, name: 'T', at: 'start' as const, offsetMs, blocks: true }];
          const now = at('2026-10-30T12:00');
          const found = explained(
            {
              now: '2026-10-30T12:00',
              lines: twoLines,
              orders: {
                y: { quantity: q1, jobs: { run: { place: place('line1', '1') } } },
                z: { quantity: q2, jobs: { run: { place: place('line2', '1') } } },
                a: {
                  quantity: q3,
                  jobs: {
                    one: { place: place('line1', '2') },
                    two: {
                      ...{ place: place('line2', '2', { notBefore: now + notBefore * HOUR }), setupMs, tasks },
                      after: [{ job: 'a.one', waitMs, ...(overlap && { overlap }) }],
                    },
                  },
                },
              },
            },
            'a.two',
          )!;
          let from = now;
          for (const piece of found.pieces) {
            expect(piece.from).toBe(from);
            expect(piece.to).toBeGreaterThan(piece.from);
            from = piece.to;
          }
          expect(from).toBe(found.end);
          const total = (why: string) =>
            found.pieces.filter((piece) => piece.why === why).reduce((sum, piece) => sum + piece.to - piece.from, 0);
          expect(total('works')).toBe((q3 * HOUR) / 1_000);
          expect(total('set-up')).toBe(setupMs);
        },
      ),
    );
  });
});
