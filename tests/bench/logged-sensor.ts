/** What a sensor would have logged: files of `time,value`, one a UTC day; a random walk with noise, two decimals, a clock with jitter. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { seededRandom } from '../../gateway/demo/random.ts';
import { DAY_MS } from '../../shared/series/tiers.ts';

const JITTER_MS = 2;
const NOISE = 0.05;
const STEP = 0.02;
/** Rows that are written together. */
const TOGETHER = 5_000;

/** `from` = start of a UTC day. Answers the files, oldest first. */
export async function writeLog(
  directory: string,
  { from, days, hertz }: { from: number; days: number; hertz: number },
): Promise<string[]> {
  const random = seededRandom(`sensor at ${hertz} Hz`);
  let value = 20;
  function* rows(dayAt: number): Generator<string> {
    const count = (DAY_MS / 1000) * hertz;
    let text = '';
    for (let row = 0; row < count; row++) {
      value += (random() - 0.5) * 2 * STEP;
      const at = dayAt + Math.round((row * 1000) / hertz + random() * JITTER_MS);
      text += `${at},${(value + (random() - 0.5) * 2 * NOISE).toFixed(2)}\n`;
      if ((row + 1) % TOGETHER !== 0 && row < count - 1) continue;
      yield text;
      text = '';
    }
  }
  const files: string[] = [];
  for (let day = 0; day < days; day++) {
    const dayAt = from + day * DAY_MS;
    const file = join(directory, `s${new Date(dayAt).toISOString().slice(0, 10)}.csv`);
    await pipeline(Readable.from(rows(dayAt)), createWriteStream(file));
    files.push(file);
  }
  return files;
}
