/** `npm run bench [-- NAME…]`: each benchmark prints a table and writes results/NAME.json; numbers only mean something beside the peer of the same run. */
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, platform } from 'node:os';
import { access } from './access.ts';
import { ingest } from './ingest.ts';
import { live } from './live.ts';
import { planning } from './planning.ts';
import { sync } from './sync.ts';

export interface Measure {
  id: string;
  value: number;
  unit: string;
  /** What does the same job in the same run. */
  peer?: { name: string; value: number };
  /** value ÷ peer. */
  ratio?: number;
}

const BENCHMARKS: Record<string, () => Promise<Measure[]>> = { access, ingest, live, planning, sync };

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}"; there are ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(1);
}
const directory = new URL('results/', import.meta.url);
await mkdir(directory, { recursive: true });
for (const name of chosen.length > 0 ? chosen : Object.keys(BENCHMARKS)) {
  const results = await BENCHMARKS[name]!();
  console.log(`\n${name}`);
  console.table(
    results.map(({ id, value, unit, peer, ratio }) => ({
      id,
      value: Number(value.toPrecision(4)),
      unit,
      peer: peer ? `${peer.name}: ${Number(peer.value.toPrecision(4))}` : '',
      ratio: ratio === undefined ? '' : Number(ratio.toPrecision(3)),
    })),
  );
  const [cpu] = cpus();
  const machine = `${platform()} ${arch()}, ${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}`;
  await writeFile(
    new URL(`${name}.json`, directory),
    `${JSON.stringify({ name, machine, at: new Date().toISOString(), results }, null, 2)}\n`,
  );
}
