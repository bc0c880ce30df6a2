import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from './refusal.js';

export const SUMS = 'SHA256SUMS';
const AT_ONCE = 8;

/** The text of SHA256SUMS for files below a folder, as `sha256sum -c` reads it. `where` = on disk. */
export async function sumsOf(files, where) {
  const sums = await inTurn(files, async (file) => `${await sha256(where(file))}  ./${file}\n`);
  return sums.join('');
}

/** REFUSES a folder with a file that is missing, changed, or too many: what was not summed was never looked at. */
export async function checkSums(folder) {
  const text = await readFile(join(folder, SUMS), 'utf8').catch(() => '');
  const expected = new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66).replace(/^\.\//, ''), line.slice(0, 64)]),
  );
  if (expected.size === 0) throw new Refusal(`"${folder}" has no ${SUMS}: it is not a bundle of Lineside.`);
  const there = (await filesBelow(folder)).filter((file) => file !== SUMS);
  const added = there.filter((file) => !expected.has(file));
  const present = new Set(there);
  const missing = [...expected.keys()].filter((file) => !present.has(file));
  const checked = there.filter((file) => expected.has(file));
  const changed = await inTurn(checked, async (file) =>
    (await sha256(join(folder, file))) === expected.get(file) ? null : file,
  );
  const wrong = [...missing, ...changed.filter((file) => file !== null), ...added];
  if (wrong.length === 0) return;
  const some = wrong.slice(0, 3).map((file) => `"${file}"`);
  throw new Refusal(
    `The bundle is damaged: ${wrong.length} file(s) are not as they were bundled (${some.join(', ')}). Copy it anew.`,
  );
}

export async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Relative paths, sorted. REFUSES what is neither file nor folder: a bundle has no links. */
export async function filesBelow(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) found.push(path.slice(folder.length + 1));
    else if (!entry.isDirectory())
      throw new Refusal(`The bundle is damaged: "${path}" is neither a file nor a folder.`);
  }
  return found.sort();
}

async function inTurn(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
