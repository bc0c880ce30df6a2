/** What somebody would try who broke into the gateway of one line: at the plant, against all other lines. */
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configurationId } from '../../shared/documents/configuration.ts';
import { HOUR_MS, hourStart, utcMonth } from '../../shared/documents/document.ts';
import { packSamples } from '../../shared/series/sample-columns.ts';
import type { LineRow, ReferenceRow } from '../../shared/sync/rows.ts';
import {
  chunkRow,
  countRow,
  hourRow,
  reasonRow,
  stateRow,
  type WrittenRow,
} from '../gateway/replication/received/written-rows.ts';
import { until } from './gateway-process.ts';
import { HostileGateway } from './hostile-gateway.ts';
import { hoursAt, JoinedPlant } from './joined-plant.ts';
import { PLANT } from './packing-plant.ts';

const AT = hourStart(Date.now()) - 3 * HOUR_MS;
const MONTH = utcMonth(AT);
const ATTACKER = { gateway: 'gw-attacker', line: 'attacked', at: AT };
const NEIGHBOUR = { gateway: 'gw-neighbour', line: 'neighbour', at: AT };

let plant: JoinedPlant;
let attacker: HostileGateway;
let neighbour: HostileGateway;

beforeAll(async () => {
  plant = await JoinedPlant.open();
  attacker = await HostileGateway.join(plant, ATTACKER.gateway, [ATTACKER.line]);
  neighbour = await HostileGateway.join(plant, NEIGHBOUR.gateway, [NEIGHBOUR.line]);
});
afterAll(() => plant?.close());

/** `validFrom` counts up, so that what is said later is the latest. */
let said = AT;
function version(by: typeof ATTACKER, kind: string, entity: string, body: unknown): WrittenRow {
  const [validFrom, hash] = [(said += 1), '0123456789ab'];
  return {
    _id: configurationId(kind as 'line', entity, validFrom, hash),
    ...{ type: 'cfg', schema: 1, line: null, at: by.at, received: by.at, by: { origin: by.gateway, user: null } },
    ...{ kind, entity, validFrom, hash, body },
  };
}

const [line8] = PLANT.lines;
const sound = (id: string, name: string) => ({ ...line8!, id, name, sources: [] });

async function linesShown(): Promise<Record<string, unknown>> {
  const { documents } = await (
    await plant.gateway.tester()
  ).get<{ documents: ReferenceRow[] }>('/api/sync/reference?limit=1000');
  const lines = documents.filter(({ kind }) => kind === 'line').map(({ body }) => body as { id: string; name: string });
  return Object.fromEntries(lines.map(({ id, name }) => [id, name]));
}

describe('a plant', () => {
  it('shows no line by a declaration that is none, and those of others as before, also after a restart', async () => {
    await neighbour.push(
      `config_${neighbour.id}`,
      version(NEIGHBOUR, 'line', 'neighbour', sound('neighbour', 'Neighbour')),
    );
    await attacker.push(`config_${attacker.id}`, version(ATTACKER, 'line', 'attacked', sound('attacked', 'Attacked')));
    await until(async () => Object.keys(await linesShown()).length === 2);
    const odd: [string, string, unknown][] = [
      ...[null, 1, 'x', [], {}, { name: 5 }, { ...sound('attacked', 'x'), stops: null }].map(
        (body): [string, string, unknown] => ['line', 'attacked', body],
      ),
      ['line', 'attacked', sound('neighbour', 'Not yours')],
      ['line', 'attacked', { ...sound('attacked', 'x'), stops: { minSeconds: 1, bins: [60, 1], downFromSeconds: 1 } }],
      ['line', 'A:b..C', sound('attacked', 'x')],
      ['line', '', sound('attacked', 'x')],
      ['plant', 'plant', null],
      ['plant', 'plant', { processGroups: 7 }],
      ['plant', 'plant', { processGroups: [null, { id: 5 }] }],
      ['reasons', 'plant', 'none'],
      ['reasons', 'plant', [null, 5, { code: { a: 1 } }]],
    ];
    for (const [kind, entity, body] of odd)
      await attacker.push(`config_${attacker.id}`, version(ATTACKER, kind, entity, body));
    await neighbour.push(
      `config_${neighbour.id}`,
      version(NEIGHBOUR, 'line', 'neighbour', sound('neighbour', 'Renamed')),
    );
    await until(async () => (await linesShown()).neighbour === 'Renamed');
    expect(await linesShown()).toEqual({ attacked: 'Attacked', neighbour: 'Renamed' });
    await plant.gateway.stop();
    await plant.start();
    expect(await linesShown()).toEqual({ attacked: 'Attacked', neighbour: 'Renamed' });
  });

  it('goes on when rows are packed so that they cannot be, or must not be, unpacked', async () => {
    const bomb = deflateRawSync(Buffer.alloc(200_000_000)).toString('base64');
    const endless = deflateRawSync(Buffer.alloc(4_000, 0xff)).toString('base64');
    const packed: [string, number][] = [
      ['AAAA', 3],
      ['no base64 at all!', 1],
      ['', 5],
      [deflateRawSync(Buffer.from([1, 1, 1])).toString('base64'), 4_000_000_000],
      [deflateRawSync(Buffer.from([1, 1, 1])).toString('base64'), Number.MAX_SAFE_INTEGER],
      [bomb, 3],
      [endless, 1],
    ];
    const rows = packed.flatMap(([text, count], i) => [
      { ...chunkRow(ATTACKER, i * 100, text), rows: count },
      {
        ...chunkRow(ATTACKER, i * 100, text),
        _id: chunkRow(ATTACKER, i * 100)._id.replace(':cycles:', ':heat:'),
        ...{ metric: 'heat', rows: count, resolution: 1 },
      },
    ]);
    const answers = await attacker.push(`series_${attacker.id}_attacked_${MONTH}`, ...rows);
    expect(answers).toHaveLength(rows.length);
    await neighbour.push(`facts_${neighbour.id}_neighbour_${MONTH}`, hourRow(NEIGHBOUR));
    const tester = await plant.gateway.tester();
    await until(async () => {
      const { documents } = await tester.get<{ documents: { line?: string }[] }>('/api/sync/hours?limit=1000');
      return documents.some(({ line }) => line === 'neighbour');
    });
    await plant.gateway.stop();
    await plant.start();
    expect(Object.keys(await linesShown())).toEqual(['attacked', 'neighbour']);
  });

  it('shows hours of one line that no line can have, and those of all others as they are', async () => {
    const metrics = [5e-324, 1e-12, 1].map((resolution, i) => ({ id: `m${i}`, name: 'M', unit: '', resolution }));
    const source = {
      id: 'heat',
      kind: 'csv',
      path: 'x',
      meaning: 'samples',
      columns: ['time', 'm0', 'm1', 'm2'],
      metrics,
    };
    const time = { column: 'time', format: 'epoch-ms' };
    const declared = { ...sound('attacked', 'Attacked'), sources: [{ ...source, time }] };
    await attacker.push(`config_${attacker.id}`, version(ATTACKER, 'line', 'attacked', declared));
    const most = Number.MAX_SAFE_INTEGER;
    const last = 253_402_300_799_999;
    const many = (value: number) => new Array<number>(60).fill(value);
    const run = {
      lot: 'x'.repeat(100_000),
      item: '',
      fromMs: last,
      toMs: 0,
      ...{ produced: -most, good: most, rework: 0, empty: 0 },
    };
    const odd: Partial<WrittenRow>[] = [
      { produced: many(most), good: many(most), rework: many(most), rowsRead: most },
      { downMs: many(most), unknownMs: many(most), rowsRead: most },
      { stops: Array.from({ length: 50_000 }, (_, i) => [AT + i, null]) },
      {
        stops: [
          [last, 0],
          [0, last],
          [AT, AT],
        ],
        openAtStart: last,
      },
      { coveredTo: last, firstCycleAt: last, lastCycleAt: 0, firstPartAt: 0, lastPartAt: last },
      { runs: [run, run], clockSteps: most },
      { reading: last, at: last, received: 0 },
    ];
    const rows = odd.map((changes, i) => ({ ...hourRow({ ...ATTACKER, at: AT - i * HOUR_MS }), ...changes }));
    const answers: boolean[] = [];
    for (const row of rows) {
      const database = `facts_${attacker.id}_attacked_${utcMonth(Number(row.hourAt))}`;
      answers.push(...(await attacker.push(database, row)).map(({ ok }) => ok ?? false));
    }
    // Large, as machines can be; what reaches out of its hour is none.
    expect(answers).toEqual([true, true, false, false, false, true, true]);
    const said = [
      { ...countRow(ATTACKER), from: 0, to: last },
      { ...stateRow(ATTACKER), from: last, until: 0 },
      { ...reasonRow(ATTACKER), from: last, to: 0 },
      { ...reasonRow(ATTACKER, 2), supersedes: reasonRow(ATTACKER, 2)._id, code: '<img src=x>' },
    ];
    await attacker.push(`facts_${attacker.id}_attacked_${MONTH}`, ...said);
    const values = [Infinity, 1e300, most, -most, 0].map((value, i) => {
      const packed = packSamples({ at: [AT], offset: [i], scaled: [Math.min(value, 1e300)] });
      const row = chunkRow(ATTACKER, 5_000 + i, deflateRawSync(packed).toString('base64'));
      const resolution = i % 2 ? Number.MIN_VALUE : most;
      return { ...row, _id: row._id.replace(':cycles:', ':m0:'), metric: 'm0', rows: 1, resolution };
    });
    await attacker.push(`series_${attacker.id}_attacked_${MONTH}`, ...values);
    await neighbour.push(`facts_${neighbour.id}_neighbour_${MONTH}`, {
      ...hourRow(NEIGHBOUR),
      rowsRead: 1,
      produced: many(7),
      edition: AT + HOUR_MS,
    });
    const tester = await plant.gateway.tester();
    await until(async () => (await hoursAt(plant.gateway)).filter(({ line }) => line === 'attacked').length >= 4);
    const status = async (path: string) => (await tester.ask(path)).status;
    const window = `from=${AT - 12 * HOUR_MS}&to=${AT + 12 * HOUR_MS}&width=500`;
    const { metrics: known } = await tester.get<{ metrics: { id: string }[] }>('/api/series/metrics');
    for (const { id } of known)
      for (const tier of ['', '&tier=1m', '&tier=15m', '&tier=1h', '&tier=1d', '&tier=raw'])
        expect([id, tier, await status(`/api/series?metric=${id}&${window}${tier}`)]).not.toContain(500);
    const year = `from=${AT - 9_000 * HOUR_MS}&to=${last}&width=500`;
    for (const { id } of known) expect([id, await status(`/api/series?metric=${id}&${year}`)]).not.toContain(500);
    for (const line of ['attacked', 'neighbour'])
      expect([
        line,
        await status(
          `/api/lines/${line}/report.xlsx?from=${new Date(AT - 12 * HOUR_MS).toISOString()}&to=${new Date(AT + 2 * HOUR_MS).toISOString()}`,
        ),
      ]).toEqual([line, 200]);
    await plant.gateway.stop();
    await plant.start();
    expect(Object.keys(await linesShown())).toEqual(['attacked', 'neighbour']);
  });

  it('shows nothing of a line that another one says live', async () => {
    const at = Date.now();
    const row: LineRow = {
      ...{ id: 'line:neighbour', line: 'attacked', seq: at, at, state: 'Stopped', since: at, lastCycleAt: null },
      ...{ lot: 'not yours', item: null, ratePerMinute: null, metrics: [], rejectedRows: 0, behindBytes: 0 },
    };
    expect(await attacker.live({ type: 'line', now: at, row })).toBe(400);
    expect(await attacker.live({ type: 'line', now: at, row: { ...row, line: 'neighbour' } })).toBe(200);
    expect(await attacker.live({ type: 'line', now: at, row: { ...row, id: 'line:attacked' } })).toBe(200);
    const tester = await plant.gateway.tester();
    const shown = async () => (await tester.get<{ documents: LineRow[] }>('/api/sync/lines?limit=100')).documents;
    await until(async () => (await shown()).some(({ line }) => line === 'attacked'), 30_000);
    expect((await shown()).map(({ id, line }) => [id, line])).toEqual([['line:attacked', 'attacked']]);
  });

  it('lets go of a gateway for good: not by what it declared, nor by a restart, is it let in again', async () => {
    await attacker.push(`config_${attacker.id}`, version(ATTACKER, 'line', 'No.Id:at:all', sound('attacked', 'x')));
    const admin = await plant.admin();
    const change = { name: 'attacker', lines: [], revoked: true, replaces: [] };
    expect((await admin.send('PUT', `/api/gateways/${attacker.id}`, change)).status).toBe(200);
    expect((await attacker.ask('')).status).toBe(401);
    await plant.gateway.stop();
    await plant.start();
    expect((await attacker.ask('')).status).toBe(401);
    expect((await neighbour.ask('')).status).toBe(200);
  });
});
