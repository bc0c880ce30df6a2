import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactAnswer, LiveEvent, PullPage } from '../../shared/sync/protocol.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import { personFactId } from '../../shared/documents/reason.ts';
import type { Visitor } from './visitor.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { plantDirectory, type PlantDirectory } from './packing-plant.ts';

/** Reads a gateway's event stream until it is closed. */
function events(visitor: Visitor): { seen: LiveEvent[]; close: () => void } {
  const abort = new AbortController();
  const seen: LiveEvent[] = [];
  void (async () => {
    const response = await visitor.ask('/api/events', { signal: abort.signal });
    let text = '';
    for await (const bytes of response.body!.pipeThrough(new TextDecoderStream())) {
      text += bytes;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, type, data] = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end))!;
        seen.push({ type, ...(JSON.parse(data!) as object) } as LiveEvent);
        text = text.slice(end + 2);
      }
    }
  })().catch(() => {});
  return { seen, close: () => abort.abort() };
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** A camera's row at an instant, in the plant's zone (UTC here). */
function row(at: number, serial: number): string {
  const time = new Date(at);
  const date = `${pad(time.getUTCMonth() + 1)}/${pad(time.getUTCDate())}/${pad(time.getUTCFullYear() % 100)}`;
  return `1440700,159070,${serial},1,${date} ${time.toISOString().slice(11, 23)}\n`;
}

describe('two tablets on one line', () => {
  let plant: PlantDirectory;
  let gateway: GatewayProcess;
  const start = Date.now() - 20 * 60_000;
  const stop = { from: start + 100 * 450, to: start + 100 * 450 + 300_000 };

  let here: Visitor;
  const post = (facts: unknown[]) => here.post<FactAnswer[]>('/api/sync/facts', { facts });
  const pull = async (): Promise<HourRow[]> =>
    (await here.get<PullPage<HourRow>>('/api/sync/hours?limit=1000')).documents as HourRow[];
  let counter = 0;
  const reason = (changes: object = {}) => {
    const at = Date.now();
    const device = here.origin;
    return {
      _id: personFactId('reason', at, device, ++counter),
      type: 'reason',
      schema: 1,
      line: 'line8',
      at,
      by: { origin: device, user: here.user },
      ...stop,
      code: 'film-jam',
      supersedes: null,
      ...changes,
    };
  };

  beforeAll(async () => {
    const base = await import('./packing-plant.ts');
    plant = await plantDirectory({ ...base.PLANT, plant: { ...base.PLANT.plant, timezone: 'UTC' } });
    const before = Array.from({ length: 101 }, (_, i) => row(start + i * 450, i + 1));
    const after = Array.from({ length: 100 }, (_, i) => row(stop.to + i * 450, i + 200));
    await writeFile(join(plant.camera, 'PR1.txt'), [...before, ...after].join(''));
    gateway = await startGatewayProcess(plant);
    await gateway.caughtUp();
    here = await gateway.tester();
  });
  afterAll(async () => {
    await gateway.stop();
    await plant.remove();
  });

  it('see the stop and the open hour when they connect', async () => {
    const { seen, close } = events(await gateway.tester());
    await until(() => seen.some((event) => event.type === 'line'));
    close();
    expect(seen[0]).toMatchObject({ type: 'hello' });
    // An hour that is over and the one that runs are stored one after the other.
    await until(async () => {
      const hours = await pull();
      const parts = hours.reduce((sum, hour) => sum + hour.produced.reduce((a, b) => a + b, 0), 0);
      return (
        parts === 201 && hours.some((hour) => hour.stops.some(([from, to]) => from === stop.from && to === stop.to))
      );
    });
  });

  it("see each other's reasons", async () => {
    const other = events(await gateway.tester());
    await until(() => other.seen.some((event) => event.type === 'hello'));
    const fact = reason();
    expect(await post([fact])).toEqual([{ id: fact._id, status: 'accepted' }]);
    await until(() => other.seen.some((event) => event.type === 'notice' && event.collection === 'hours'));
    await until(async () => (await pull()).some((hour) => hour.facts.includes(fact._id)));
    other.close();
  });

  it('may send an entry again and it counts once', async () => {
    const fact = reason();
    expect(await post([fact, fact])).toEqual([
      { id: fact._id, status: 'accepted' },
      { id: fact._id, status: 'accepted' },
    ]);
    expect(await post([fact])).toEqual([{ id: fact._id, status: 'accepted' }]);
    const listed = await until(async () => {
      const ids = (await pull()).flatMap((hour) => hour.reasons.map(({ id }) => id));
      return ids.includes(fact._id) && ids;
    });
    expect(listed.filter((id) => id === fact._id)).toHaveLength(1);
  });

  it('are told why an entry is refused, and the others of the same request are taken', async () => {
    const good = reason();
    const ahead = Date.now() + 2 * 24 * 3_600_000;
    const answers = await post([
      good,
      reason({ code: 'witchcraft' }),
      reason({ line: 'line99' }),
      { ...reason(), at: ahead, _id: personFactId('reason', ahead, here.origin, 999) },
      { ...good, code: 'break' },
      { ...reason(), _deleted: true },
    ]);
    expect(answers.map((answer) => ('code' in answer ? answer.code : answer.status))).toEqual([
      'accepted',
      'reason',
      'line',
      'clock',
      'differs',
      'invalid',
    ]);
  });

  it('see a new row live', async () => {
    const { seen, close } = events(await gateway.tester());
    await until(() => seen.some((event) => event.type === 'line'));
    const at = Date.now();
    await appendFile(join(plant.camera, 'PR1.txt'), row(at, 4711));
    const line = await until(() => seen.find((event) => event.type === 'line' && event.row.lastCycleAt === at));
    expect(line).toMatchObject({ row: { state: 'Execute', lot: '159070', item: '1440700' } });
    await until(() =>
      seen.some((event) => event.type === 'minutes' && event.frames.some(({ values }) => values.produced > 0)),
    );
    close();
  });
});
