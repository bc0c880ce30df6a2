import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../gateway/demo/random.ts';
import { sealer } from '../../../gateway/demo/sealer.ts';

describe('the simulated sealer', () => {
  it('stays near 182 °C while the line runs, cools in a long stop, and comes back', () => {
    const jaws = sealer(seededRandom('test'));
    const second = (standingForMs: number) => Number(jaws.reading(standingForMs));
    const seconds = (count: number, standing: (i: number) => number) =>
      Array.from({ length: count }, (_, i) => second(standing(i)));

    const running = seconds(3600, () => 400);
    expect(Math.min(...running)).toBeGreaterThan(177);
    expect(Math.max(...running)).toBeLessThan(187);
    expect(new Set(running).size).toBeGreaterThan(10);
    expect(seconds(60, (i) => i * 1000).at(-1)).toBeGreaterThan(177);
    expect(seconds(600, (i) => 60_000 + i * 1000).at(-1)).toBeLessThan(170);
    expect(seconds(600, () => 400).at(-1)).toBeGreaterThan(177);
  });
});
