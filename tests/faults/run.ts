/** `npm run faults [-- NAME…]`: makes things go wrong, many times, and counts what was lost. Prints a table and writes results/faults.json. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { clockJumps, fakeTime } from './clock-jumps.ts';
import type { FaultRun } from './fault.ts';
import { fullDisk } from './full-disk.ts';
import { fullStore } from './full-store.ts';
import { bitFlips, tornTails } from './journal-damage.ts';
import { kills } from './kills.ts';
import { powerCuts, whyNoPowerCuts } from './power-cuts.ts';
import { planSimulations, simulations } from './simulation/simulation.ts';
import { hasSocat } from './serial-wire.ts';
import { whyNoSmallDisk } from './small-disk.ts';

interface Fault {
  /** Answers why it cannot be made on this machine, or null. */
  whyNot?: () => string | null | Promise<string | null>;
  run: () => Promise<FaultRun>;
}

const SCHEDULES = 3_000 * Number(process.env.FAULT_RUNS ?? 1);
const PLANS = 1_000 * Number(process.env.FAULT_RUNS ?? 1);
const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000);

const FAULTS: Record<string, Fault> = {
  'torn-tails': { run: tornTails },
  'bit-flips': { run: bitFlips },
  'power-cuts': { run: () => powerCuts(50), whyNot: whyNoPowerCuts },
  'full-disk': { run: () => fullDisk(4), whyNot: whyNoSmallDisk },
  'full-store': { run: () => fullStore(5), whyNot: whyNoSmallDisk },
  'clock-jumps': {
    run: async () => clockJumps((await fakeTime())!),
    whyNot: async () => ((await fakeTime()) ? null : 'libfaketime is not installed'),
  },
  kills: { run: () => kills(200) },
  simulation: { run: () => simulations(SCHEDULES, SEED) },
  'plan-simulation': { run: () => planSimulations(PLANS, SEED) },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in FAULTS));
if (unknown.length > 0) {
  console.error(`There is no fault "${unknown.join('", "')}"; there are ${Object.keys(FAULTS).join(', ')}.`);
  process.exit(1);
}
if (!hasSocat) console.error('socat is not installed: the kills go without a serial port');

const results: FaultRun[] = [];
let failed = false;
for (const name of chosen.length > 0 ? chosen : Object.keys(FAULTS)) {
  const { run, whyNot } = FAULTS[name]!;
  const why = (await whyNot?.()) ?? null;
  if (why) {
    console.error(`${name}: NOT RUN, ${why}`);
    continue;
  }
  console.error(`${name} …`);
  try {
    const result = await run();
    results.push(result);
    failed ||= result.lost + result.duplicated > 0;
  } catch (error) {
    // The others still tell something.
    console.error(`${name} FAILED:`, error);
    failed = true;
  }
}
console.table(results.map(({ note: _, ...row }) => row));
for (const { fault, note } of results) console.log(`${fault}: ${note}`);
const directory = new URL('results/', import.meta.url);
await mkdir(directory, { recursive: true });
const machine = `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, Node ${process.versions.node}`;
const report = { name: 'faults', machine, at: new Date().toISOString(), results };
await writeFile(new URL('faults.json', directory), JSON.stringify(report, null, 2));
process.exit(failed ? 1 : 0);
