import { appendFile, readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Cycle } from './packing-line.ts';

/** The file of one line and day, as far as it is written. */
export interface DayFile {
  /** Appends the rows that are due at `now`; the same `now` again appends nothing. */
  appendDue(now: number): Promise<void>;
  /** When the next row is due (ms); `null` = the day is complete. */
  nextAt(): number | null;
  /** When the last row happened that is in the file (ms); `null` = none yet. */
  lastAt(): number | null;
}

interface DayFileParts {
  path: string;
  /** Makes the day's rows, from its first, the same each time. */
  cycles(): Iterator<Cycle, void>;
  /** A new file begins with the first row at or after this moment (ms). */
  from: number;
  now: number;
  log(message: string): void;
}

/** Rows between two breaths of the event loop; also the most that one append writes. */
const ROWS_AT_ONCE = 20_000;

/** Opens a day's file, new or left behind by a run that may have been killed in the middle of a row. */
export async function openDayFile(parts: DayFileParts): Promise<DayFile> {
  const place = await placeIn(parts);
  const { cycles } = place;
  let { next, unwritten, lastAt } = place;

  const appendDue = async (now: number): Promise<void> => {
    while (next && next.wallAt <= now) {
      const lines: string[] = [];
      do {
        lines.push(unwritten);
        lastAt = next.wallAt;
        next = cycles.next().value ?? null;
        unwritten = next ? `${next.row}\n` : '';
      } while (next && next.wallAt <= now && lines.length < ROWS_AT_ONCE);
      await appendFile(parts.path, lines.join(''));
    }
  };
  return { appendDue, nextAt: () => next?.wallAt ?? null, lastAt: () => lastAt };
}

interface Place {
  cycles: Iterator<Cycle, void>;
  /** The first row that is not wholly in the file. */
  next: Cycle | null;
  /** What of it is not in the file. */
  unwritten: string;
  lastAt: number | null;
}

/** Finds the end of the file among the rows of the day. */
async function placeIn({ path, cycles, from, now, log }: DayFileParts): Promise<Place> {
  const written = await readFile(path, 'latin1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (written === '') return firstRowFrom(cycles(), from);

  const found = await endOf(written, cycles());
  if (found) return found;
  log(`the demo file "${path}" was not written by this simulation; it goes on with the rows from now on`);
  const place = await firstRowFrom(cycles(), now);
  return written.endsWith('\n') ? place : { ...place, unwritten: `\n${place.unwritten}` };
}

async function firstRowFrom(cycles: Iterator<Cycle, void>, from: number): Promise<Place> {
  for (let count = 1; ; count++) {
    const next = cycles.next().value ?? null;
    if (!next || next.wallAt >= from) return { cycles, next, unwritten: next ? `${next.row}\n` : '', lastAt: null };
    if (count % ROWS_AT_ONCE === 0) await setImmediate();
  }
}

/** `null` = the text is not a run of these rows. It may begin with any of them: history begins in the middle of a day. */
async function endOf(written: string, cycles: Iterator<Cycle, void>): Promise<Place | null> {
  let offset = 0;
  let lastAt: number | null = null;
  for (let count = 1; ; count++) {
    const next = cycles.next().value ?? null;
    if (!next) return offset === written.length ? { cycles, next, unwritten: '', lastAt } : null;
    const line = `${next.row}\n`;
    if (written.startsWith(line, offset)) {
      offset += line.length;
      lastAt = next.wallAt;
    } else if (line.startsWith(written.slice(offset, offset + line.length))) {
      return { cycles, next, unwritten: line.slice(written.length - offset), lastAt };
    } else if (offset > 0) {
      return null;
    }
    if (count % ROWS_AT_ONCE === 0) await setImmediate();
  }
}
