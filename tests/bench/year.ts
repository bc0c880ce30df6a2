/**
 * BENCH_DAYS (default 365) of one sensor at 1 Hz: what they take on disk, and how long it takes to see them all at once, at the
 * gateway and in a browser. VictoriaMetrics gets the same files and is asked for the same: least, most and mean.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bucketStart, DAY_MS } from '../../shared/series/tiers.ts';
import { outcomeOf, start } from './child-program.ts';
import type { Filled } from './filling-process.ts';
import { inDirectory } from './gateway-usage.ts';
import { writeLog } from './logged-sensor.ts';
import type { Read } from './reading-process.ts';
import type { Measure } from './run.ts';
import { fileSensor, plantOf } from './sensor-plants.ts';
import { VictoriaMetrics } from './victoria-metrics.ts';
import { yearPaint } from './year-paint.ts';

const DAYS = Number(process.env.BENCH_DAYS ?? 365);
const FAST_DAYS = Math.min(DAYS, 7);
const WIDTH = 2000;
const METRIC = 'line1/sensor';
const PEER_FORMAT = '1:time:unix_ms,2:metric:sensor';
const REPEATS = 10;

export async function year(): Promise<Measure[]> {
  const fast = await inDirectory((directory) => filled(directory, { days: FAST_DAYS, hertz: 10 }));
  return inDirectory(async (directory) => {
    const to = bucketStart('1d', Date.now());
    const from = to - DAYS * DAY_MS;
    const slow = await filled(directory, { days: DAYS, hertz: 1 }, (files) => peerYear(files, from, to));
    const dataDir = join(directory, 'data');
    const read = await outcomeOf<Read>(
      start('reading-process.ts', [dataDir, METRIC, String(from), String(to), String(WIDTH)]),
    );
    const { peer } = slow;
    const beside = (id: string, unit: string, value: number, of: (each: PeerYear) => number): Measure => ({
      ...{ id, value, unit },
      ...(peer && { peer: { name: 'VictoriaMetrics', value: of(peer) }, ratio: value / of(peer) }),
    });
    const view = `${DAYS} days of 1 Hz at ${WIDTH} px`;
    return [
      ...sizes(`${FAST_DAYS} days of 10 Hz`, fast),
      ...sizes(`${DAYS} days of 1 Hz`, slow),
      beside(
        `${view} (${read.points} × ${read.tier}), first answer of a new gateway`,
        'ms',
        read.firstMs,
        (each) => each.firstMs,
      ),
      beside(`${view}, later answers`, 'ms', read.againMs, (each) => each.againMs),
      beside(`${view}, on the wire`, 'kB', read.bytes / 1000, (each) => each.bytes / 1000),
      ...(await yearPaint({ directory, dataDir, metric: METRIC, from, to })),
    ];
  });
}

interface PeerYear {
  bytesPerSample: number;
  rowsPerSecond: number;
  firstMs: number;
  againMs: number;
  bytes: number;
}

type FilledBeside = Filled & { peer: PeerYear | null };

/** `directory` then has the plant file and a data directory with all of it. */
async function filled(
  directory: string,
  { days, hertz }: { days: number; hertz: number },
  andPeer = (files: readonly string[]) => peerYear(files, 0, 0),
): Promise<FilledBeside> {
  const plantFile = join(directory, 'plant.json');
  await writeFile(plantFile, JSON.stringify(plantOf([[fileSensor('sensor', 'log/s*.csv')]])));
  const log = join(directory, 'log');
  await mkdir(log);
  const from = bucketStart('1d', Date.now()) - days * DAY_MS;
  const files = await writeLog(log, { from, days, hertz });
  const peer = VictoriaMetrics.isInstalled ? await andPeer(files) : null;
  const ours = await outcomeOf<Filled>(start('filling-process.ts', [join(directory, 'data'), plantFile, ...files]));
  const rows = days * (DAY_MS / 1000) * hertz;
  if (ours.rows !== rows) throw new Error(`${ours.rows} of ${rows} rows were taken`);
  await rm(log, { recursive: true });
  return { ...ours, peer };
}

/** Without a time to look at (`to` = 0) it is only filled. */
async function peerYear(files: readonly string[], from: number, to: number): Promise<PeerYear> {
  const peer = await VictoriaMetrics.start();
  try {
    const seconds = await peer.importCsv(files, PEER_FORMAT);
    const rows = await peer.count('sensor');
    const times: number[] = [];
    let bytes = 0;
    const bytesPerSample = (await peer.settledBytes()) / rows;
    for (let i = 0; to > 0 && i <= REPEATS; i++) {
      const { text, ms } = await peer.query('/api/v1/query_range', {
        ...{ query: 'rollup(sensor)', start: String(from / 1000), end: String(to / 1000), nocache: '1' },
        step: `${(to - from) / WIDTH / 1000}s`,
      });
      times.push(ms);
      bytes = text.length;
    }
    const [firstMs = NaN, ...again] = times;
    const againMs = again.sort((a, b) => a - b)[REPEATS >> 1] ?? NaN;
    return { bytesPerSample, rowsPerSecond: rows / seconds, firstMs, againMs, bytes };
  } finally {
    await peer.stop();
  }
}

function sizes(what: string, filled: FilledBeside): Measure[] {
  const { rows, seconds, rollupSeconds, storeBytes, reopenedBytes, journalBytes, peer } = filled;
  const measure = (id: string, unit: string, value: number, other?: number): Measure => ({
    ...{ id: `${what}: ${id}`, value, unit },
    ...(other !== undefined && { peer: { name: 'VictoriaMetrics', value: other }, ratio: value / other }),
  });
  return [
    measure('on disk, indexes and rollups included', 'bytes/sample', storeBytes / rows, peer?.bytesPerSample),
    measure('the same, store opened anew', 'bytes/sample', reopenedBytes / rows, peer?.bytesPerSample),
    measure('journal beside it', 'bytes/sample', journalBytes / rows),
    measure('import', 'samples/s', rows / seconds, peer?.rowsPerSecond),
    measure('rollups of all tiers', 'samples/s', rows / rollupSeconds),
  ];
}
