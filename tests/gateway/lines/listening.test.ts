import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openIngest, type Ingest } from '../../../gateway/lines/ingest.ts';
import { Listening } from '../../../gateway/lines/listening.ts';
import { recordedOutages } from '../../../gateway/pipeline/recorded-outages.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { hourStart } from '../../../shared/documents/document.ts';
import { LINE, running, SOURCE, total } from '../pipeline/recorded-line.ts';

const PLANT: PlantDefinition = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: [{ ...LINE, sources: [{ ...SOURCE, path: 'share/PR*.txt', watch: 'poll' }] }],
};

let directory: string;
let store: MemoryStore;
let ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-listening-'));
  await mkdir(join(directory, 'share'));
  store = new MemoryStore();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await rm(directory, { recursive: true, force: true });
});

async function listen(): Promise<{ ingest: Ingest; listening: Listening; end: () => Promise<void> }> {
  const now = Date.now;
  const log = () => {};
  const ingest = await openIngest({
    ...{ dataDir: join(directory, 'data'), gateway: 'gw', plant: PLANT, store, now, log },
    keepJournal: { ms: 86_400_000, bytes: 1e9 },
  });
  const listening = new Listening({
    ...{ directory, ingest, store, gateway: 'gw', now, log },
    changed: () => {},
    bug: (error) => {
      throw error;
    },
  });
  const stop = new AbortController();
  const work = await listening.start(stop.signal);
  const end = async () => {
    ends = ends.filter((each) => each !== end);
    stop.abort();
    await Promise.all(work);
    await ingest.close();
  };
  ends.push(end);
  return { ingest, listening, end };
}

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

describe('a share that goes away while the machine writes on', () => {
  it('is an outage while it lasts; the rows that were written meanwhile win over it, also after a restart', async () => {
    const path = join(directory, 'share', 'PR1.txt');
    const began = Date.now() - 300_000;
    const left = Date.now();
    await writeFile(path, running(began, left));
    const { ingest, listening, end } = await listen();
    const line = ingest.lines[0]!;
    await soon(() => expect(listening.behind('line8')).toBe(0));
    expect(line.cycles!.engine.lastAt).toBeGreaterThan(left - 1_000);
    await rename(join(directory, 'share'), join(directory, 'elsewhere'));
    await soon(() => expect(listening.lost(line)).not.toBeNull());
    const { since } = listening.lost(line)!;
    expect(listening.views.summaries()[0]).toMatchObject({ state: 'reconnecting', openOutageSince: since });
    await soon(() => expect(Date.now() - since).toBeGreaterThan(2_500));
    const first = began + Math.ceil((left - began) / 900) * 900;
    const back = Date.now();
    await appendFile(join(directory, 'elsewhere', 'PR1.txt'), running(first, back));
    await rename(join(directory, 'elsewhere'), join(directory, 'share'));
    await soon(() => expect(line.cycles!.engine.lastAt).toBeGreaterThan(back - 1_000));
    await soon(() => expect(listening.lost(line)).toBeNull());
    await ingest.writer.drained();
    const outages = await recordedOutages(store, 'line8', 'vision');
    expect(outages).toMatchObject([{ from: since, cause: 'lost' }]);
    expect(listening.views.summaries()[0]!.outages).toHaveLength(1);
    const said = (of: Ingest) =>
      [hourStart(began), hourStart(back)].map((hourAt) => of.lines[0]!.cycles!.engine.body(hourAt, back)!);
    const before = said(ingest);
    expect(total([...new Map(before.map((hour) => [hour.hourAt, hour])).values()], 'produced')).toBe(
      Math.ceil((back - began) / 900),
    );
    await line.save();
    await end();
    const again = await listen();
    expect(said(again.ingest)).toEqual(before);
    expect(await recordedOutages(store, 'line8', 'vision')).toHaveLength(1);
  });
});
