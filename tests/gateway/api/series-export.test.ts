import { once } from 'node:events';
import { get } from 'node:http';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesRoutes } from '../../../gateway/api/routes/series.ts';
import { SeriesReader } from '../../../gateway/projections/series/series-reader.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { DAY_MS } from '../../../shared/series/tiers.ts';
import {
  asDocuments,
  cycles,
  line,
  projectionOn,
  START,
  statement,
  storeFacts,
  temperatures,
} from '../projections/series/series-facts.ts';
import { remembering, type Served, served } from './served.ts';

const DAYS = 40;
let gateway: Served;
let reads = 0;

/** The line's name would be a formula in a careless spreadsheet. */
const plant = { lines: [{ ...line, name: '=Line, 8' }] };

beforeAll(async () => {
  const store = new MemoryStore();
  const facts = [
    temperatures('a', 0, [
      [START, 1800],
      [START + 1_000, 1805],
      [START + 1_000, -10],
    ]),
    temperatures('a', 3, [[START + HOUR_MS, 1810]]),
    cycles('b', 0, [START + 1_000], START),
    statement(START, 80, 1),
    ...Array.from({ length: DAYS }, (_, day) =>
      temperatures(
        `day${day}`,
        0,
        Array.from({ length: 5_000 }, (_, i) => [START + (day + 1) * DAY_MS + i * 100, i]),
      ),
    ),
  ];
  await storeFacts(store, facts);
  const projection = projectionOn(store);
  await projection.handleChunks(asDocuments(facts));
  await projection.handleHours(asDocuments(facts));
  const reader = new SeriesReader({
    projection,
    plant: () => plant,
    edge: { openSamples: () => [], openHours: () => [] },
  });
  const read = reader.read.bind(reader);
  reader.read = (asked) => {
    reads++;
    return read(asked);
  };
  gateway = await served(seriesRoutes({ reader, zone: 'America/Los_Angeles', audit: remembering() }));
});
afterAll(() => gateway.close());

const url = (metrics: string[], more: string, to = START + 2 * HOUR_MS) =>
  `${gateway.address}/api/series/export?${metrics.map((metric) => `metric=line8/${metric}`).join('&')}&from=${START}&to=${to}${more}`;

/** Lines without the mark at the start. */
const csv = async (address: string) => {
  const text = await (await fetch(address)).text();
  return text.replace(/^\ufeff/, '').split('\r\n');
};

describe('a table of series', () => {
  it('joins metrics by time, on the clocks of the plant', async () => {
    expect(await csv(url(['temperature', 'cycle-time'], '&format=csv'))).toEqual([
      `Time (America/Los_Angeles),"'=Line, 8 Sealing temperature (°C)","'=Line, 8 Cycle time (ms)"`,
      '2022-10-10T06:00:00.000-07:00,180,',
      '2022-10-10T06:00:01.000-07:00,180.5,1000',
      '2022-10-10T06:00:01.000-07:00,-1,',
      '2022-10-10T07:00:00.000-07:00,181,',
      '',
    ]);
  });

  it('has least, mean and greatest of each bucket', async () => {
    const lines = await csv(url(['temperature', 'output'], '&tier=1h'));
    expect(lines[0]).toContain('(°C) min');
    expect(lines.slice(1, 3)).toEqual([
      '2022-10-10T06:00:00.000-07:00,-1,119.833,180.5,80,80,80',
      '2022-10-10T07:00:00.000-07:00,181,181,181,,,',
    ]);
  });

  it('has percentiles of cycle times', async () => {
    const [header, row] = await csv(url(['cycle-time'], '&tier=1d'));
    expect(header).toContain('p99');
    expect(row?.split(',').slice(1)).toEqual(
      ['1000', '1000', '1000', '998', '998', '998'].map(() => expect.any(String)),
    );
  });

  it('has times of another zone when asked', async () => {
    expect((await csv(url(['temperature'], '&zone=Asia/Kolkata')))[1]).toBe('2022-10-10T18:30:00.000+05:30,180');
  });

  it('tells its length for a progress bar, and its name', async () => {
    const response = await fetch(url(['temperature'], '', START + 50 * DAY_MS));
    const rows = (await response.text()).split('\r\n').length - 2;
    expect(rows).toBe(4 + DAYS * 5_000);
    expect(Number(response.headers.get('x-rows-total'))).toBe(rows);
    expect(response.headers.get('content-disposition')).toContain('line8-temperature-2022-10-10.csv');
  });

  it('stops reading when the client goes away', async () => {
    reads = 0;
    const request = get(url(['temperature'], '', START + 50 * DAY_MS));
    const [response] = await once(request, 'response');
    await once(response, 'data');
    response.destroy();
    await once(response, 'close');
    // In order with the broken request: another one on the same loop is answered after it was noticed.
    let before = -1;
    while (before !== reads) {
      before = reads;
      await fetch(url(['temperature'], '&format=xml'));
    }
    expect(reads).toBeLessThan(50 * 24);
  });

  it('opens as a workbook', async () => {
    const response = await fetch(url(['temperature', 'output'], '&format=xlsx&tier=1h', START + 50 * DAY_MS));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    const sheet = workbook.getWorksheet('Series')!;
    expect(sheet.rowCount).toBe(1 + 2 + DAYS);
    expect(sheet.getRow(1).getCell(2).value).toBe('=Line, 8 Sealing temperature (°C) min');
    const [, time, ...figures] = sheet.getRow(2).values as unknown[];
    expect((time as Date).toISOString()).toBe('2022-10-10T06:00:00.000Z');
    expect(figures).toEqual([-1, 119.833, 180.5, 80, 80, 80]);
    expect(sheet.getRow(3).getCell(5).value).toBeNull();
  });
});
