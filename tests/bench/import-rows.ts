/** Finished files of a camera → durable documents; beside it csv-parse alone, and VictoriaMetrics on the same files. */
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import { PACKING_LINES } from '../../gateway/demo/packing-lines.ts';
import { writeCycles } from '../../gateway/demo/write-cycles.ts';
import { ZONE } from '../system/packing-plant.ts';
import type { ImportOutcome } from './importing-process.ts';
import type { Measure } from './run.ts';
import { VictoriaMetrics } from './victoria-metrics.ts';

const ROWS = 2_000_000;
const FIRST_DAY = Date.UTC(2026, 0, 5, 20);
/** Columns of the camera's rows: item, lot, serial, part present, time. */
const PEER_FORMAT = '1:label:item,2:label:lot,3:metric:serial,4:metric:present,5:time:custom:01/02/06 15:04:05.000';

export async function importRows(): Promise<Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-bench-'));
  try {
    const [line, timezone] = [PACKING_LINES[1]!, ZONE];
    const { files } = await writeCycles({
      ...{ directory, line, timezone, seed: 'bench', firstDay: FIRST_DAY, rows: ROWS },
    });
    const alone = ROWS / (await csvParseAlone(files));
    const peer = VictoriaMetrics.isInstalled ? ROWS / (await throughVictoriaMetrics(directory, files)) : null;
    const ours = await throughTheGateway(join(directory, 'data'), files);
    const perSecond = ROWS / ours.seconds;
    return [
      {
        id: `import of ${ROWS} rows`,
        value: perSecond,
        unit: 'rows/s',
        ...(peer && { peer: { name: 'VictoriaMetrics', value: peer }, ratio: perSecond / peer }),
      },
      {
        id: 'import, beside cutting the same rows and storing nothing',
        value: perSecond,
        unit: 'rows/s',
        peer: { name: 'csv-parse alone', value: alone },
        ratio: perSecond / alone,
      },
      { id: 'import, start-up', value: ours.startSeconds, unit: 's' },
      { id: 'import, peak memory of the gateway', value: ours.gatewayPeakMb, unit: 'MB' },
      { id: 'import, peak memory of its store', value: ours.storePeakMb, unit: 'MB' },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Seconds that the library needs to cut the files into fields, as a stream, with the settings that the gateway uses. */
async function csvParseAlone(files: readonly string[]): Promise<number> {
  const begin = performance.now();
  let rows = 0;
  for (const file of files) {
    const parser = createReadStream(file).pipe(
      parse({ quote: false, record_delimiter: ['\r\n', '\n'], relax_column_count: true }),
    );
    for await (const _ of parser) rows++;
  }
  if (rows !== ROWS) throw new Error(`csv-parse read ${rows} of ${ROWS} rows`);
  return (performance.now() - begin) / 1000;
}

/** Some days have `;` before the milliseconds, as real ones do: it would leave their rows out, so it gets them mended. */
async function throughVictoriaMetrics(directory: string, files: readonly string[]): Promise<number> {
  const mended: string[] = [];
  for (const [i, file] of files.entries()) {
    const path = join(directory, `mended-${i}.txt`);
    await writeFile(path, (await readFile(file, 'latin1')).replace(/(:\d\d);/g, '$1.'), 'latin1');
    mended.push(path);
  }
  const peer = await VictoriaMetrics.start();
  try {
    const seconds = await peer.importCsv(mended, PEER_FORMAT);
    const stored = await peer.count('present');
    // Rows of one moment are one to it, so it keeps a few less.
    if (stored < 0.99 * ROWS) throw new Error(`VictoriaMetrics has ${stored} of ${ROWS} rows`);
    return seconds;
  } finally {
    await peer.stop();
  }
}

async function throughTheGateway(dataDir: string, files: readonly string[]): Promise<ImportOutcome> {
  const program = fileURLToPath(new URL('importing-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--max-semi-space-size=4', program, dataDir, ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const outcome = JSON.parse(await text(child.stdout)) as ImportOutcome;
  if (outcome.rows !== ROWS) throw new Error(`${outcome.rows} of ${ROWS} rows were taken`);
  return outcome;
}
