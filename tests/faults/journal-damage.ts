/** The end of a journal is torn off at every byte of its last records, and every bit of a record in its middle flips. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, type Journal } from '../../gateway/journal/journal.ts';
import { account, timed, type FaultRun } from './fault.ts';

const RECORDS = 6;
const ROW = '1330700,159159,1,10/11/22 06:12:07.378\n';

interface Written {
  bytes: Buffer;
  /** Where each record ends. */
  ends: number[];
}

export function tornTails(): Promise<FaultRun> {
  return timed('torn tail of the journal', () =>
    inDirectory(async (directory) => {
      const { bytes, ends } = await writtenJournal(directory);
      const from = ends.at(-4)!;
      const sum = { times: 0, acknowledged: 0, lost: 0, duplicated: 0 };
      for (let length = from; length < bytes.length; length++) {
        const whole = ends.filter((end) => end <= length).length;
        const { found, damaged } = await reopened(directory, bytes.subarray(0, length));
        if (damaged > 0) throw new Error(`torn at ${length}: taken for damage`);
        add(sum, account(offsets(whole), found), whole);
      }
      return { ...sum, note: 'every byte of the last 3 records; each start goes on writing' };
    }),
  );
}

export function bitFlips(): Promise<FaultRun> {
  return timed('flipped bit in the journal', () =>
    inDirectory(async (directory) => {
      const { bytes, ends } = await writtenJournal(directory);
      const [from, to] = [ends[2]!, ends[3]!];
      const sum = { times: 0, acknowledged: 0, lost: 0, duplicated: 0 };
      for (let bit = from * 8; bit < to * 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const { found, damaged } = await reopened(directory, flipped);
        if (damaged !== 1) throw new Error(`bit ${bit}: ${damaged} damaged places were reported`);
        // The record that was hit is not to be had any more; it is reported and kept aside.
        const others = offsets(RECORDS).filter((_, record) => record !== 3);
        add(sum, account(others, found), others.length);
      }
      return { ...sum, note: 'every bit of one record; it is reported and kept aside, all others are there' };
    }),
  );
}

function add(
  sum: { times: number; acknowledged: number; lost: number; duplicated: number },
  { lost, duplicated }: { lost: number; duplicated: number },
  acknowledged: number,
): void {
  sum.times++;
  sum.acknowledged += acknowledged;
  sum.lost += lost;
  sum.duplicated += duplicated;
}

const offsets = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));
const open = (directory: string): Promise<Journal> => openJournal({ directory, bootId: 'boot', log: () => undefined });

function record(offset: number) {
  const place = { sourceId: 'line8/vision', file: 'PR.txt', fileKey: 'f00d', generation: 0, receivedAt: offset };
  return { ...place, offset, bytes: Buffer.from(ROW) };
}

async function writtenJournal(directory: string): Promise<Written> {
  const journal = await open(directory);
  const ends: number[] = [];
  for (let offset = 0; offset < RECORDS; offset++) {
    await journal.append(record(offset));
    ends.push(journal.bytes);
  }
  await journal.close();
  const [segment] = await readdir(directory);
  return { bytes: await readFile(join(directory, segment!)), ends };
}

/** A start with these bytes: what is found, and that it is all there again after one more record and one more start. */
async function reopened(directory: string, bytes: Buffer): Promise<{ found: string[]; damaged: number }> {
  for (const name of await readdir(directory)) await rm(join(directory, name));
  await writeFile(join(directory, `${'0'.repeat(16)}.journal`), bytes);
  const first = await open(directory);
  await first.append(record(99));
  await first.close();
  const second = await open(directory);
  const found: string[] = [];
  for await (const { record } of second.read(0)) found.push(String(record.offset));
  await second.close();
  if (found.pop() !== '99' || second.recovered.damaged.length > 0) throw new Error('a record after the damage is gone');
  return { found, damaged: first.recovered.damaged.length };
}

/** In memory where there is such a place: what a disk does to a sync does not matter here. */
const MEMORY = '/dev/shm';

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'lineside-torn-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
