import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDayFile, type DayFile } from './day-file.ts';
import { localDay, type LocalDay } from './local-time.ts';
import { packingDay } from './packing-line.ts';
import type { PackingLine } from './packing-lines.ts';

/** The growing files of one line: `<folder>/PR<YYYYMMDD>.txt`, a new one at each local midnight. */
export interface LineFiles {
  /** Brings the files up to `now`, whole days included. */
  advance(now: number): Promise<void>;
  /** When the next row is due (ms). */
  nextAt(): number;
  /** How long the line has been standing at `now` (ms). */
  standingForMs(now: number): number;
}

interface LineFilesParts {
  directory: string;
  line: PackingLine;
  timezone: string;
  seed: string;
  now: number;
  /** Where the first file begins when there is none (ms). */
  historyFrom: number;
  log(message: string): void;
}

/** So that a demo that slept for a season does not write for minutes before it wakes up. */
const CATCH_UP_MS = 7 * 86_400_000;

/** Opens a line's files: goes on after the newest of them, or begins with the history. */
export async function openLineFiles(parts: LineFilesParts): Promise<LineFiles> {
  const { line, timezone, seed, log } = parts;
  const folder = join(parts.directory, line.folder);
  await mkdir(folder, { recursive: true });

  const openDay = (day: LocalDay, from: number, now: number): Promise<DayFile> => {
    const path = join(folder, `PR${day.date}.txt`);
    return openDayFile({ path, cycles: () => packingDay({ seed, line, day }), from, now, log });
  };

  const newest = await newestFile(folder, timezone);
  const from = newest === null ? parts.historyFrom : Math.max(newest, parts.now - CATCH_UP_MS);
  let day = localDay(timezone, from);
  let file = await openDay(day, newest === null ? from : day.start, parts.now);

  const advance = async (now: number): Promise<void> => {
    await file.appendDue(now);
    while (now >= day.end) {
      day = localDay(timezone, day.end);
      file = await openDay(day, day.start, now);
      await file.appendDue(now);
    }
  };
  return {
    advance,
    nextAt: () => file.nextAt() ?? day.end,
    standingForMs: (now) => now - (file.lastAt() ?? now),
  };
}

/** A moment of the newest file's day, `null` = there is no file. */
async function newestFile(folder: string, timezone: string): Promise<number | null> {
  const names = (await readdir(folder)).filter((name) => /^PR\d{8}\.txt$/.test(name)).sort();
  const date = names.at(-1)?.slice(2, 10);
  if (!date) return null;
  const noon = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T12:00Z`);
  const day = localDay(timezone, noon);
  return day.date === date ? day.start : localDay(timezone, day.date < date ? day.end : day.start - 1).start;
}
