import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../gateway/journal/journal.ts';
import { Machine } from './tailer-machine.ts';
import { ReadBlocks } from './tailer-read-blocks.ts';
import { rowsIn, type Dialect } from './tailer-text.ts';

const KILLS = Number(process.env.FAULT_KILLS ?? 20);
const SEED = Number(process.env.FAULT_SEED ?? 8);
const CHILD = join(import.meta.dirname, 'tailer-child.ts');
/** An upload that stands still for longer is taken for a rewrite, and it may have been this machine that stood still. */
const STANDSTILL_MS = 2_000;

const DIALECTS: Dialect[] = [
  { encoding: 'utf-8', mark: false, lineEnd: '\n', header: undefined },
  { encoding: 'utf-16le', mark: true, lineEnd: '\r\n', header: { names: true } },
  { encoding: 'utf-16be', mark: false, lineEnd: '\n', header: { until: '***End', names: true } },
];

/** Numbers from 0 up to `below`, the same ones for the same seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

class Gateway {
  rows = -1;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  constructor(root: string, journal: string, { encoding, header }: Dialect, watch: string) {
    const settings = [root, journal, watch, encoding, JSON.stringify(header ?? {})];
    this.#child = spawn(process.execPath, [CHILD, ...settings], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child.stdout!.on('data', (said: Buffer) => (this.rows = Number(said.toString().trim().split('\n').at(-1))));
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#child.kill(signal);
    await this.#ended;
  }

  reads(rows: number): Promise<void> {
    return vi.waitFor(() => expect(this.rows).toBeGreaterThanOrEqual(rows), { timeout: 30_000, interval: 5 });
  }
}

/** Everything that loses no row by itself: whatever the moment, the rows are somewhere under a name that is followed. */
async function write(machine: Machine, roll: (below: number) => number): Promise<void> {
  const name = `log${1 + roll(2)}`;
  const rows = roll(20) === 0 ? 20_000 : roll(40);
  const what = roll(16);
  if (what === 0) machine.rotate(name);
  else if (what === 1) machine.copyTruncate(name);
  else if (what === 2) machine.replace(name, rows, true);
  else if (what === 3) machine.appendToRotated(rows);
  else if (what === 4) machine.beginAgain(name);
  else if (what > 5) machine.append(name, rows, roll(2) === 0);
  else {
    const began = performance.now();
    machine.uploadAnew(name, rows);
    await delay(roll(30));
    if (performance.now() - began > STANDSTILL_MS) machine.uploadsStandStill();
    machine.append(name, 0, false);
  }
  await delay(roll(6));
}

describe('a gateway that is killed again and again while a machine writes', () => {
  it.each(DIALECTS)(
    `has every row in its journal exactly once ($encoding, ${Math.ceil(KILLS / DIALECTS.length)} kills)`,
    async (dialect) => {
      const parent = await mkdtemp(join(tmpdir(), 'lineside-kills-'));
      const [root, directory] = [join(parent, 'logs'), join(parent, 'journal')];
      await mkdir(root);
      const roll = dice(SEED);
      const matches = (name: string): boolean => name.startsWith('log') && !name.endsWith('.tmp');
      const machine = new Machine({
        root,
        dialect,
        matches,
        wasRead: () => new Set(),
        now: () => Date.now(),
        rotatesOut: false,
      });
      try {
        for (let kill = 0; kill < KILLS / DIALECTS.length; kill++) {
          const gateway = new Gateway(root, directory, dialect, kill % 2 === 0 ? 'events' : 'poll');
          // Some die while they start, most while they read.
          if (roll(5) > 0) await gateway.reads(0);
          for (let acts = roll(25); acts >= 0; acts--) await write(machine, roll);
          await gateway.end('SIGKILL');
        }
        machine.finish();
        const written = new Set(machine.versions.flatMap((bytes) => rowsIn(bytes, dialect.encoding)));
        const last = new Gateway(root, directory, dialect, 'events');
        await last.reads(written.size).finally(() => last.end('SIGTERM'));

        const read = new ReadBlocks(dialect.encoding);
        const journal = await openJournal({ directory, bootId: 'boot-1', log: () => undefined });
        for await (const { record } of journal.read(0)) read.add({ ...record, bytes: Buffer.from(record.bytes) });
        await journal.close();
        const { rows } = read;
        expect(journal.recovered.damaged).toEqual([]);
        expect(written.size).toBeGreaterThan(100);
        expect(new Set(rows)).toEqual(written);
        const seen = new Set<number>();
        const repeated = rows.filter((row) => seen.size === seen.add(row).size && !machine.mayRepeat.has(row));
        expect(repeated).toEqual([]);
      } finally {
        await rm(parent, { recursive: true });
      }
    },
    120_000 + KILLS * 3_000,
  );
});
