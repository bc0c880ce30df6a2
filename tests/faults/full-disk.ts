/** The disk of a gateway fills up while a camera writes, at once and little by little, and becomes larger again. */
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOfRows, plantDirectory } from '../system/packing-plant.ts';
import { signedOn } from '../system/gateway-process.ts';
import { DoomedGateway } from './doomed-gateway.ts';
import { account, pause, timed, type FaultRun } from './fault.ts';
import { smallDisk, type SmallDisk } from './small-disk.ts';
import { chunksOf, rowsIn, withStore } from './stored-rows.ts';

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 4, 1, 20);
const ROWS = 6_000;
/** What the gateway's own ballast and its margins need, and some. */
const DISK_MIB = 160;
const LATEST_RESUME_MS = 5_000;
const FULL_FOR_MS = 5_000;
const MIB = 1024 * 1024;

export function fullDisk(times: number): Promise<FaultRun> {
  return timed('full disk (tmpfs)', async () => {
    const plant = await plantDirectory();
    await mkdir(plant.dataDir);
    const disk = smallDisk(plant.dataDir, DISK_MIB);
    const seen = { answers: 0, resumeMs: 0 };
    const days = Array.from({ length: times + 1 }, (_, i) => dayOfRows(FIRST + i * DAY_MS, ROWS, 'full'));
    try {
      const gateway = new DoomedGateway(plant);
      await gateway.until(({ ready }) => ready);
      for (const [i, { file, rows }] of days.slice(0, times).entries())
        await oneFull(gateway, disk, { path: join(plant.camera, file), rows, isSudden: i % 2 === 0, seen });
      const closing = days[times]!;
      await writeFile(join(plant.camera, closing.file), closing.rows.slice(0, 20).join(''));
      await gateway.caughtUp();
      const code = await gateway.stop();
      if (code !== 0) throw new Error(`the gateway ended with ${code}: ${gateway.output}`);
      const stored = await withStore(plant.dataDir, (store) => chunksOf(store, 'chunk:line8:vision:').then(rowsIn));
      const { duplicated } = account([], stored);
      const resume = `resumed ${(seen.resumeMs / 1000).toFixed(1)} s after there was room, at the latest`;
      return {
        times,
        acknowledged: times * ROWS,
        // What is in chunks is of these files only: the rows of the closing file stay open.
        lost: times * ROWS - new Set(stored).size,
        duplicated,
        note: `${resume}; ${seen.answers} answers while full`,
      };
    } finally {
      disk.remove();
      await plant.remove();
    }
  });
}

async function oneFull(
  gateway: DoomedGateway,
  disk: SmallDisk,
  {
    path,
    rows,
    isSudden,
    seen,
  }: { path: string; rows: string[]; isSudden: boolean; seen: { answers: number; resumeMs: number } },
): Promise<void> {
  const third = Math.floor(rows.length / 3);
  const visitor = await signedOn(gateway.address!, () => gateway.output);
  let since = Date.now();
  await appendFile(path, rows.slice(0, third).join(''));
  await gateway.acknowledged('line8/vision', since);
  if (isSudden) await disk.fill();
  else for (let leave = 64; leave >= 0; leave -= 4) await disk.fill(leave * MIB).then(() => pause(100));
  for (let at = third; at < 2 * third; at += 100) {
    await appendFile(path, rows.slice(at, Math.min(at + 100, 2 * third)).join(''));
    await pause(2);
  }
  const waiting = await gateway.until(({ sources }) => sources.some(({ state }) => state === 'waiting'));
  const end = performance.now() + FULL_FOR_MS;
  while (performance.now() < end) {
    for (const page of ['/', '/api/status', '/api/sync/hours?limit=10', '/api/sync/lines?limit=10']) {
      const answer = await visitor.ask(page);
      if (!answer.ok) throw new Error(`"${page}" answered ${answer.status} on a full disk: ${await answer.text()}`);
      await answer.arrayBuffer();
      seen.answers++;
    }
    await pause(100);
  }
  const before = waiting.sources[0]!.lastBlockAt ?? 0;
  disk.resize(2 * DISK_MIB);
  await disk.clean();
  const begin = performance.now();
  await gateway.until(({ sources }) => (sources[0]!.lastBlockAt ?? 0) > before, 4 * LATEST_RESUME_MS);
  const resumeMs = performance.now() - begin;
  if (resumeMs > LATEST_RESUME_MS) throw new Error(`it took ${Math.round(resumeMs)} ms to go on`);
  seen.resumeMs = Math.max(seen.resumeMs, resumeMs);
  since = Date.now();
  await appendFile(path, rows.slice(2 * third).join(''));
  await gateway.acknowledged('line8/vision', since);
  await rm(path);
  disk.resize(DISK_MIB);
}
