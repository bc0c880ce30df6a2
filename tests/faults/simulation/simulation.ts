/** Runs schedules and says which laws they broke. */
import fc from 'fast-check';
import { timed, type FaultRun } from '../fault.ts';
import { heal } from './healing.ts';
import { alwaysBroken, brokenLaws } from './laws.ts';
import { SimPlant } from './sim-plant.ts';
import { schedule, type Scheduled } from './steps.ts';

const MOST_SAID = 10;

export interface Simulated {
  /** Sentences; empty = all held. */
  broken: string[];
  acknowledged: number;
}

export async function simulate(schedule: readonly Scheduled[]): Promise<Simulated> {
  const sim = new SimPlant();
  const { world } = sim;
  world.open();
  try {
    await sim.start();
    for (const [i, { step, chance, rests }] of schedule.entries()) {
      world.chance(chance);
      await sim.perform(step);
      if (rests) await world.rest();
      else await world.glance();
      const broken = alwaysBroken(sim).map((law) => `after step ${i} (${JSON.stringify(step)}): ${law}`);
      if (broken.length > 0) return { broken, acknowledged: sim.acknowledged.length };
    }
    await heal(sim);
    return { broken: await brokenLaws(sim), acknowledged: sim.acknowledged.length };
  } finally {
    for (const gateway of sim.gateways) gateway.running?.life.end();
    for (const device of sim.devices) device.kill(0);
    await world.glance();
    world.close();
  }
}

/** So many schedules, shrunk to what is needed when one of them breaks a law. Rejects with that one. */
export function simulations(numRuns: number, seed: number): Promise<FaultRun> {
  return timed('kills, cuts and lost answers among 3 gateways and 20 devices', async () => {
    let acknowledged = 0;
    const property = fc.asyncProperty(schedule, async (steps) => {
      const outcome = await simulate(steps);
      acknowledged += outcome.acknowledged;
      if (outcome.broken.length > 0) throw new Error(outcome.broken.slice(0, MOST_SAID).join('\n'));
    });
    await fc.assert(property, { numRuns, seed });
    const note = `seed ${seed}; entries of people are acknowledged, and are the same with all hours everywhere in the end`;
    return { times: numRuns, acknowledged, lost: 0, duplicated: 0, note };
  });
}
