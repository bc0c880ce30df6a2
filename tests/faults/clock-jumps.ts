/** The wall clock of a gateway jumps while a camera writes: a day back, an hour on, to 1970. Needs libfaketime. */
import { existsSync } from 'node:fs';
import { appendFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { dayOfRows, plantDirectory } from '../system/packing-plant.ts';
import { storedDocuments, type Stored } from '../system/stored-documents.ts';
import { DoomedGateway } from './doomed-gateway.ts';
import { pause, timed, type FaultRun } from './fault.ts';

const JUMPS = ['-1d', '+1h', '@1970-01-01 00:10:00', '+0', '-3h', '+1y', '+0'];
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 4, 1, 20);
const ROWS_PER_JUMP = 1_500;
const LIBRARIES = '/usr/lib';
const NAME = 'faketime/libfaketime.so.1';

/** Path of the library, or null. */
export async function fakeTime(): Promise<string | null> {
  const places = [LIBRARIES, ...(await readdir(LIBRARIES).catch(() => [])).map((name) => join(LIBRARIES, name))];
  return places.map((place) => join(place, NAME)).find((path) => existsSync(path)) ?? null;
}

export function clockJumps(library: string): Promise<FaultRun> {
  return timed('clock jump', async () => {
    // Two jumps a file; a file begins, grows and ends on different clocks.
    const days = Array.from({ length: Math.ceil(JUMPS.length / 2) + 1 }, (_, i) =>
      dayOfRows(FIRST + i * DAY_MS, 2 * ROWS_PER_JUMP, 'clock'),
    );
    const undisturbed = await runOf(days, null);
    const jumped = await runOf(days, library);
    if (!isDeepStrictEqual(jumped.stored.chunks, undisturbed.stored.chunks)) throw new Error('the chunks differ');
    if (!isDeepStrictEqual(jumped.stored.hours, undisturbed.stored.hours)) throw new Error('the hours differ');
    const rows = [...jumped.stored.chunks.values()] as { rows: number; rejected: unknown[] }[];
    return {
      times: JUMPS.length,
      acknowledged: rows.reduce((sum, chunk) => sum + chunk.rows + chunk.rejected.length, 0),
      lost: 0,
      duplicated: jumped.stored.ids.length - new Set(jumped.stored.ids).size,
      note: `${JUMPS.join(', ')}: ${jumped.stored.chunks.size} chunks and ${jumped.stored.hours.size} hours as undisturbed`,
    };
  });
}

async function runOf(days: ReturnType<typeof dayOfRows>[], library: string | null): Promise<{ stored: Stored }> {
  const plant = await plantDirectory();
  const clock = join(plant.path, 'clock');
  const set = async (time: string): Promise<void> => {
    await writeFile(`${clock}.new`, time);
    await rename(`${clock}.new`, clock);
  };
  try {
    await set('+0');
    const faked: Record<string, string> = {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
      TZ: 'UTC',
    };
    const gateway = new DoomedGateway(plant, library ? faked : {});
    await gateway.until(({ ready }) => ready);
    for (const [i, jump] of JUMPS.entries()) {
      const { file, rows } = days[Math.floor(i / 2)]!;
      const half = rows.slice((i % 2) * ROWS_PER_JUMP, (i % 2 ? 2 : 1) * ROWS_PER_JUMP);
      await grow(gateway, join(plant.camera, file), half.slice(0, ROWS_PER_JUMP / 2));
      if (library) await set(jump);
      // Long enough for everything that looks once a second.
      if (library) await pause(1_200);
      await grow(gateway, join(plant.camera, file), half.slice(ROWS_PER_JUMP / 2));
    }
    const last = days.at(-1)!;
    await grow(gateway, join(plant.camera, last.file), last.rows.slice(0, 20));
    await gateway.caughtUp();
    const code = await gateway.stop();
    if (code !== 0) throw new Error(`the gateway ended with ${code}: ${gateway.output}`);
    return { stored: await storedDocuments(plant.dataDir) };
  } finally {
    await plant.remove();
  }
}

/** The gateway's clock tells nothing here: another block, and nothing left to read. */
async function grow(gateway: DoomedGateway, path: string, rows: readonly string[]): Promise<void> {
  const before = (await gateway.status())!.sources[0]!.lastBlockAt;
  await appendFile(path, rows.join(''));
  await gateway.until(({ sources }) => sources[0]!.lastBlockAt !== before && sources[0]!.behindBytes === 0);
}
