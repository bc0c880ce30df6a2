/** What a pattern finds, and how the newest of it begins: for somebody who declares a source of files. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FoundFiles } from '../../shared/sync/source-changes.ts';
import { encodingAt } from '../../shared/text-encoding.ts';
import { filePattern } from '../sources/file-pattern.ts';
import { listFiles } from '../sources/list-files.ts';
import { isFileError, look, openBelow } from '../sources/regular-file.ts';
import { wholeRowsLength } from '../sources/rows.ts';

/** Newest by name; a folder of years has thousands. */
const LOOKED_AT = 1_000;
const SHOWN = 50;
const SAMPLE_BYTES = 64 * 1024;
/** A share that does not answer for so long is gone. */
const ANSWER_MS = 10_000;

/** Never rejects for what is on a disk: that is said. */
export async function lookForFiles({ root, pattern }: { root: string; pattern: string }): Promise<FoundFiles> {
  const late = delay(ANSWER_MS, null, { ref: false });
  const found = await Promise.race([search(root, pattern), late]);
  return found ?? nothing(`"${root}" does not answer; is the share there?`);
}

async function search(root: string, pattern: string): Promise<FoundFiles> {
  try {
    const { names, problems } = await listFiles(root, filePattern(pattern));
    const looks = await Promise.all(names.slice(-LOOKED_AT).map((name) => lookAt(root, name)));
    const files = looks.flatMap((seen) => (typeof seen === 'string' ? [] : [seen]));
    files.sort((a, b) => b.modifiedAt - a.modifiedAt);
    const refused = looks.filter((seen) => typeof seen === 'string');
    const newest = files.find(({ size }) => size > 0);
    return {
      count: names.length,
      files: files.slice(0, SHOWN),
      problems: [...problems, ...refused].slice(0, SHOWN),
      sample: newest ? await startOf(root, newest.name) : null,
    };
  } catch (error) {
    if (!isFileError(error)) throw error;
    return nothing(
      `"${root}" cannot be listed (${error.message}); check the path, and the rights of the gateway's user`,
    );
  }
}

/** A sentence when it cannot be read. */
async function lookAt(root: string, name: string): Promise<FoundFiles['files'][number] | string> {
  try {
    const { size, modifiedAt } = await look(join(root, name));
    return { name, size, modifiedAt };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function startOf(root: string, name: string): Promise<FoundFiles['sample']> {
  const opened = await openBelow(root, name).catch(() => null);
  if (!opened) return null;
  try {
    const { buffer, bytesRead } = await opened.handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    // A row that is cut would be one that cannot be read.
    const whole = bytesRead < SAMPLE_BYTES ? bytesRead : wholeRowsLength(bytes, encodingAt(bytes, undefined).encoding);
    return { name, base64: bytes.subarray(0, whole || bytesRead).toString('base64') };
  } finally {
    await opened.handle.close();
  }
}

function nothing(problem: string): FoundFiles {
  return { count: 0, files: [], problems: [problem], sample: null };
}
