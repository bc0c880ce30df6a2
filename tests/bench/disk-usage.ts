/** What a folder takes on disk, once whoever owns it has done tidying up. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** No change for so long = it rests … */
const REST_MS = 5_000;
/** … or never will. */
const MOST_MS = 120_000;
const BLOCK_BYTES = 512;

export async function settledBytes(directory: string): Promise<number> {
  let bytes = await bytesOf(directory);
  for (let waited = 0; waited < MOST_MS; waited += REST_MS) {
    await setTimeout(REST_MS);
    const after = await bytesOf(directory);
    if (after === bytes) break;
    bytes = after;
  }
  return bytes;
}

/** In whole blocks, as `du` counts. */
async function bytesOf(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // Gone since it was listed: files are merged.
    bytes += await stat(join(entry.parentPath, entry.name)).then(
      ({ blocks }) => blocks * BLOCK_BYTES,
      () => 0,
    );
  }
  return bytes;
}
