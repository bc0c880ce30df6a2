/** Runs schedules and says which laws they broke. */
import fc from 'fast-check';
import { timed, type FaultRun } from '../fault.ts';
import { heal } from './healing.ts';
import { alwaysBroken, brokenLaws } from './laws.ts';
import { SimPlant } from './sim-plant.ts';
import { alwaysBrokenPlan, brokenPlanLaws } from './sim-plan-laws.ts';
import { planSchedule, schedule, type Scheduled } from './steps.ts';

const MOST_SAID = 10;

export interface Simulated {
  /** Sentences; empty = all held. */
  broken: string[];
  acknowledged: number;
}

/** `plans`: people plan, too, and the laws of that hold. */
export async function simulate(schedule: readonly Scheduled[], { plans }: { plans: boolean }): Promise<Simulated> {
  const sim = new SimPlant({ plans });
  const { world } = sim;
  const acknowledged = () => sim.acknowledged.length + sim.planned.length;
  const always = () => [...alwaysBroken(sim), ...(plans ? alwaysBrokenPlan(sim) : [])];
  world.open();
  try {
    await sim.start();
    for (const [i, { step, chance, rests }] of schedule.entries()) {
      world.chance(chance);
      await sim.perform(step);
      if (rests) await world.rest();
      else await world.glance();
      const broken = always().map((law) => `after step ${i} (${JSON.stringify(step)}): ${law}`);
      if (broken.length > 0) return { broken, acknowledged: acknowledged() };
    }
    await heal(sim);
    const broken = [...(await brokenLaws(sim)), ...(plans ? await brokenPlanLaws(sim) : [])];
    return { broken, acknowledged: acknowledged() };
  } finally {
    for (const gateway of sim.gateways) gateway.running?.life.end();
    for (const device of sim.devices) device.kill(0);
    await world.glance();
    world.close();
  }
}

/** So many schedules, shrunk to what is needed when one of them breaks a law. Rejects with that one. */
export function simulations(numRuns: number, seed: number): Promise<FaultRun> {
  return run('kills, cuts and lost answers among 3 gateways and 20 devices', { numRuns, seed, plans: false });
}

/** The same where people plan. */
export function planSimulations(numRuns: number, seed: number): Promise<FaultRun> {
  return run('the same while people plan at 9 devices', { numRuns, seed, plans: true });
}

function run(
  fault: string,
  { numRuns, seed, plans }: { numRuns: number; seed: number; plans: boolean },
): Promise<FaultRun> {
  return timed(fault, async () => {
    let acknowledged = 0;
    const property = fc.asyncProperty(plans ? planSchedule : schedule, async (steps) => {
      const outcome = await simulate(steps, { plans });
      acknowledged += outcome.acknowledged;
      if (outcome.broken.length > 0) throw new Error(outcome.broken.slice(0, MOST_SAID).join('\n'));
    });
    await fc.assert(property, { numRuns, seed });
    const note = `seed ${seed}; entries of people are acknowledged, and are the same with all that follows from them everywhere in the end`;
    return { times: numRuns, acknowledged, lost: 0, duplicated: 0, note };
  });
}
