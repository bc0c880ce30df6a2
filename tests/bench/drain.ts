/**
 * The store of a real gateway is frozen (SIGSTOP) while days of rows arrive; then it goes on. How fast is what has waited
 * stored, with the hours that follow from it, beside how fast rows arrive from a line: 8,400 an hour?
 */
import { readFile, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LinePipeline } from '../../gateway/pipeline/line-pipeline.ts';
import { PACKING_LINES } from '../../gateway/demo/packing-lines.ts';
import { writeCycles } from '../../gateway/demo/write-cycles.ts';
import { startGatewayProcess, until, type GatewayProcess } from '../system/gateway-process.ts';
import { PLANT, plantDirectory, ZONE } from '../system/packing-plant.ts';
import { childrenOf } from './process-usage.ts';
import type { Measure } from './run.ts';
import { withIngest } from './stopped-gateway.ts';

const HOURS = 72;
const ROWS_PER_HOUR = 8_400;
const ROWS = HOURS * ROWS_PER_HOUR;
const FIRST_DAY = Date.UTC(2026, 0, 5, 20);
/** A frozen store answers nothing: the gateway takes it for gone after 30 s. */
const NOTICED_MS = 60_000;

export async function drain(): Promise<Measure[]> {
  const { path, plantFile, dataDir, camera, remove } = await plantDirectory();
  const gateway = await startGatewayProcess({ dataDir, plantFile });
  try {
    const [line, timezone] = [PACKING_LINES[1]!, ZONE];
    const aside = join(path, 'aside');
    const { files } = await writeCycles({
      ...{ directory: aside, line, timezone, seed: 'bench', firstDay: FIRST_DAY, rows: ROWS },
    });
    const { pid } = JSON.parse(await readFile(join(dataDir, 'gateway.json'), 'utf8')) as { pid: number };
    const [store] = childrenOf(pid);
    process.kill(store!, 'SIGSTOP');
    let seconds: number;
    try {
      await takenWithoutStore(gateway, files, camera);
    } finally {
      process.kill(store!, 'SIGCONT');
      const back = performance.now();
      await gateway.caughtUp();
      seconds = (performance.now() - back) / 1000;
    }
    await gateway.stop();
    const stored = await withIngest(dataDir, PLANT, ({ lines }) => recordedCycles(lines[0]!));
    const live = ROWS_PER_HOUR / 3600;
    return [
      {
        id: `store frozen for ${HOURS} h of rows, then back: rows → stored chunks and hours`,
        value: ROWS / seconds,
        unit: 'rows/s',
        peer: { name: 'a line at 8,400 cycles an hour', value: live },
        ratio: ROWS / seconds / live,
      },
      { id: 'the same: lost or doubled', value: ROWS - stored, unit: 'rows' },
    ];
  } finally {
    await gateway.kill();
    await remove();
  }
}

/** All files are in the journal, and the store is known to be away. */
async function takenWithoutStore(gateway: GatewayProcess, files: readonly string[], camera: string): Promise<void> {
  let bytes = 0;
  for (const file of files) {
    bytes += (await stat(file)).size;
    await rename(file, join(camera, basename(file)));
  }
  await until(async () => (await gateway.status()).journal.bytes >= bytes, NOTICED_MS);
  await until(() => gateway.output().includes('The store is out of reach'), NOTICED_MS);
}

/** In chunks, and in the journal for the next one; rejected ones included. */
async function recordedCycles(line: LinePipeline): Promise<number> {
  let rows = 0;
  for await (const { chunk } of line.cycles!.recorded(-Infinity, Infinity)) rows += chunk.rows + chunk.rejected.length;
  return rows;
}
