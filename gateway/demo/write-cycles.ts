import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { localDay, type LocalDay } from './local-time.ts';
import { packingDay } from './packing-line.ts';
import type { PackingLine } from './packing-lines.ts';

export interface WrittenCycles {
  /** One per day, oldest first. */
  files: string[];
  rows: number;
  bytes: number;
}

interface WriteCyclesParts {
  directory: string;
  line: PackingLine;
  timezone: string;
  seed: string;
  /** An instant of the first day (UTC ms). */
  firstDay: number;
  /** How many rows to write; the last file ends in the middle of its day. */
  rows: number;
}

/** Writes seeded cycles of consecutive days at full speed, in the files that the simulated line would have left. */
export async function writeCycles(parts: WriteCyclesParts): Promise<WrittenCycles> {
  const { directory, line, timezone, seed } = parts;
  const written: WrittenCycles = { files: [], rows: 0, bytes: 0 };
  let day = localDay(timezone, parts.firstDay);
  while (written.rows < parts.rows) {
    const path = join(directory, line.folder, `PR${day.date}.txt`);
    await mkdir(dirname(path), { recursive: true });
    const blocks = blocksOfDay({ seed, line, day }, written, parts.rows);
    await pipeline(Readable.from(blocks, { objectMode: false }), createWriteStream(path));
    written.files.push(path);
    day = localDay(timezone, day.end);
  }
  return written;
}

const ROWS_PER_BLOCK = 4096;

function* blocksOfDay(day: { seed: string; line: PackingLine; day: LocalDay }, written: WrittenCycles, most: number) {
  let lines: string[] = [];
  const block = (): Buffer => {
    const bytes = Buffer.from(lines.join(''), 'latin1');
    written.bytes += bytes.length;
    lines = [];
    return bytes;
  };
  for (const { row } of packingDay(day)) {
    if (written.rows === most) break;
    lines.push(`${row}\n`);
    written.rows += 1;
    if (lines.length === ROWS_PER_BLOCK) yield block();
  }
  if (lines.length > 0) yield block();
}
