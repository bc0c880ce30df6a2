import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTemporaryDirectory, offsetsIn, open } from './journal-fixture.ts';

const CHILD = join(import.meta.dirname, 'appending-child.ts');

/** Runs the child, kills it `afterMs` after its first word, and resolves with the offsets that it had acknowledged. */
async function appendUntilKilled(directory: string, from: number, afterMs: number): Promise<number[]> {
  const child = spawn(process.execPath, [CHILD, directory, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdout.once('data', () => void delay(afterMs).then(() => child.kill('SIGKILL')));
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  await ended;
  return said.split('\n').slice(1, -1).map(Number);
}

describe('a journal whose gateway is killed', () => {
  it('has every record that was acknowledged, once, over several kills', () =>
    inTemporaryDirectory(async (directory) => {
      const acknowledged: number[] = [];
      for (const [run, afterMs] of [3, 17, 31, 60, 95].entries()) {
        acknowledged.push(...(await appendUntilKilled(directory, run * 1_000_000, afterMs)));
      }
      expect(acknowledged.length).toBeGreaterThan(20);
      const journal = await open(directory);
      const kept = await offsetsIn(journal);
      expect(kept).toEqual(expect.arrayContaining(acknowledged));
      expect(new Set(kept).size).toBe(kept.length);
      expect(journal.recovered.damaged).toEqual([]);
      await journal.close();
    }));
});
