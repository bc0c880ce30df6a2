import { describe, expect, it } from 'vitest';
import { simulations } from './simulation.ts';

const SCHEDULES = 100 * Number(process.env.FAULT_RUNS ?? 1);
const SEED = Number(process.env.FAULT_SEED ?? 5);

describe('three gateways and twenty devices, with kills, cuts and lost answers at any moment', () => {
  it(
    `have the same facts and rows in the end, each once (${SCHEDULES} schedules)`,
    async () => {
      const { acknowledged } = await simulations(SCHEDULES, SEED);
      expect(acknowledged).toBeGreaterThan(4 * SCHEDULES);
    },
    60_000 + SCHEDULES * 1_000,
  );
});
