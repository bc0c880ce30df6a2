/** The line's and the plant's side of replication as they are, over a network that fails in every way. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedStore, type EmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { BothSides } from '../gateway/replication/sending/both-sides.ts';

let directory = '';
let line: EmbeddedStore;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-both-sides-'));
  line = await startEmbeddedStore({ directory, log: () => undefined, now: Date.now });
});
afterAll(async () => {
  await line.stop();
  await rm(directory, { recursive: true, force: true });
});

const STEPS = 30;

/** A request that ended in its middle is the network's doing. */
function isTorn(bug: unknown): boolean {
  return (bug as { code?: unknown }).code === 'ECONNRESET';
}

describe('a line and its plant', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'have the same rows in the end, whatever the network does, each once (seed %i)',
    async (seed) => {
      const sides = await BothSides.open(line, seed);
      try {
        for (let step = 0; step < STEPS; step += 1) {
          const what = sides.random();
          if (what < 0.15) sides.storm(0.02 + sides.random() * 0.2);
          else if (what < 0.25) sides.calm();
          else if (what < 0.35) sides.proxy.cut();
          else if (what < 0.38) await sides.restart();
          else if (what < 0.5) await sides.plan();
          else await sides.write();
        }
        sides.calm();
        await sides.equal();
        expect(sides.plant.given.bugs.filter((bug) => !isTorn(bug))).toEqual([]);
        expect(line.state()).toMatchObject({ crashes: 0 });
      } finally {
        await sides.close();
      }
    },
  );

  it("have the same rows after the line's store was killed in the middle of it", async () => {
    const sides = await BothSides.open(line, 77);
    try {
      for (let step = 0; step < 10; step += 1) await sides.write();
      process.kill(line.state().pid!, 'SIGKILL');
      for (let step = 0; step < 5; step += 1) await sides.plan();
      await sides.equal();
    } finally {
      await sides.close();
    }
  });
});
