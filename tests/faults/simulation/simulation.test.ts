import { describe, expect, it } from 'vitest';
import { planSimulations, simulations } from './simulation.ts';

const RUNS = Number(process.env.FAULT_RUNS ?? 1);
const SCHEDULES = 50 * RUNS;
const PLANS = 20 * RUNS;
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

  it(
    `have the same plan in the end, with everything that was taken in it once (${PLANS} schedules)`,
    async () => {
      const { acknowledged } = await planSimulations(PLANS, SEED);
      expect(acknowledged).toBeGreaterThan(4 * PLANS);
    },
    60_000 + PLANS * 1_000,
  );
});
