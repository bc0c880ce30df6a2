/** Rows of a sensor as properties need them: with gaps, equal times and small steps back of the clock. */
import fc from 'fast-check';
import type { Rows } from '../../../shared/series/cycle-times.ts';

/** Monday 10 October 2022, 13:00 UTC. */
export const START = Date.UTC(2022, 9, 10, 13);

/** Over some hours from `START` on. */
export const someRows: fc.Arbitrary<Rows> = fc
  .array(fc.tuple(fc.integer({ min: -2_000, max: 200_000 }), fc.integer({ min: -500, max: 5_000 })), { maxLength: 120 })
  .map((steps) => {
    const at: number[] = [];
    let time = START + 10_000;
    for (const [step] of steps) at.push((time = Math.max(START, time + step)));
    return { at, scaled: steps.map(([, value]) => value) };
  });
