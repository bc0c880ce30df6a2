import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableRoutes } from '../../../../gateway/api/routes/tables.ts';
import { WorkbookThread } from '../../../../gateway/api/workbook-thread.ts';
import type { Audit } from '../../../../gateway/audit/audit.ts';
import { markedFigure } from '../../../../shared/orders/table/figure-text.ts';
import { ordersFromTable } from '../../../../shared/orders/table/orders-from-table.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import type { ReadSheet, Workbook } from '../../../../shared/orders/table/sheet.ts';
import { tableOfOrders } from '../../../../shared/orders/table/table-of-orders.ts';
import { planImportEn } from '../../../../pwa/locales/plan-import-en.ts';
import { PLANNING_NOW, planningWorld } from '../../../fixtures/planning-world.ts';
import { plant } from '../../../fixtures/plant.ts';
import { served, type Served } from '../served.ts';

let gateway: Served;
const audited: unknown[] = [];
const audit = { record: async (entry: unknown) => void audited.push(entry) } as unknown as Audit;

beforeAll(async () => {
  const thread = new WorkbookThread({ ms: 20_000 });
  gateway = await served(tableRoutes({ thread, zone: plant.timezone, audit, now: () => PLANNING_NOW }));
});
afterAll(() => gateway.close());

const read = (bytes: Uint8Array) =>
  fetch(`${gateway.address}/api/plan/tables`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
const sheetsOf = async (bytes: Uint8Array): Promise<ReadSheet[]> => {
  const answer = await read(bytes);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { sheets: ReadSheet[] }).sheets;
};
const write = (workbook: unknown) =>
  fetch(`${gateway.address}/api/plan/workbook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(workbook),
  });
const bytesOf = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};

async function workbookOf(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('A workbook that a planner drops', () => {
  it('comes back as the texts that a person sees, row by row', async () => {
    const bytes = await workbookOf((workbook) => {
      const sheet = workbook.addWorksheet('Orders');
      sheet.getRow(1).values = ['Product', 'Quantity', 'Due', 'Time', 'Sum', 'Note'];
      sheet.getRow(3).values = [
        'SARS',
        219_000,
        new Date(Date.UTC(2026, 10, 22)),
        new Date(Date.UTC(2026, 10, 22, 6, 30)),
      ];
      sheet.getCell('E3').value = { formula: 'B3*2', result: 438_000 };
      sheet.getCell('F3').value = { richText: [{ text: 'two ' }, { text: 'parts' }] };
      sheet.getCell('G3').value = 0.25;
      sheet.getCell('G3').numFmt = 'hh:mm';
      workbook.addWorksheet('Hidden', { state: 'hidden' }).addRow(['secret']);
      workbook.addWorksheet('Empty');
    });
    expect(await sheetsOf(bytes)).toEqual([
      {
        name: 'Orders',
        rows: [
          ['Product', 'Quantity', 'Due', 'Time', 'Sum', 'Note'],
          [],
          ['SARS', '219000', '2026-11-22', '2026-11-22T06:30', '438000', 'two parts', '06:00'],
        ],
      },
      { name: 'Empty', rows: [] },
    ]);
  });

  it('may be CSV in any encoding', async () => {
    const text = 'Produkt;Menge\nStraße;1\n';
    const rows = [
      ['Produkt', 'Menge'],
      ['Straße', '1'],
    ];
    const utf16be = Buffer.from(text, 'utf16le').swap16();
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(text, 'latin1'),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      utf16be,
    ])
      expect(await sheetsOf(bytes)).toEqual([{ name: 'CSV', rows }]);
  });

  it('is refused when it is none, or an old one', async () => {
    for (const bytes of [
      Buffer.from('504b0304ffffffff', 'hex'),
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('%PDF-1.7'),
      (await workbookOf((workbook) => workbook.addWorksheet('A').addRow([1]))).subarray(0, 3_000),
    ]) {
      const answer = await read(bytes);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'REQUEST_INVALID']);
    }
  });

  it('is refused when it unpacks to more than it may, whatever it says of itself', async () => {
    for (const said of [200 * 1024 ** 2, 1_000]) {
      const started = performance.now();
      const answer = await read(archiveOf('xl/worksheets/sheet1.xml', Buffer.alloc(200 * 1024 ** 2, ' '), said));
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { detail: string }).detail).toMatch(/too large inside/);
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });

  it('is refused when it takes too long, and the next one is read', async () => {
    const thread = new WorkbookThread({ ms: 1 });
    const bytes = await workbookOf((workbook) => workbook.addWorksheet('A').addRow([1]));
    await expect(thread.read(bytes)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(await sheetsOf(bytes)).toEqual([{ name: 'A', rows: [['1']] }]);
  });

  it('that counts its days from 1904 says the same days, and a formula says its last result', async () => {
    const bytes = await workbookOf((workbook) => {
      workbook.properties.date1904 = true;
      const sheet = workbook.addWorksheet('Mac');
      sheet.addRow([new Date(Date.UTC(2026, 10, 22)), new Date(Date.UTC(2026, 10, 22, 6, 30))]);
      sheet.addRow([
        { formula: 'A1+1', result: 5.5 },
        { formula: 'B1&"x"', result: 'done' },
      ]);
      sheet.addRow(['0159135', 1.234]);
      sheet.mergeCells('A5:B5');
      sheet.getCell('A5').value = 'Merged head';
    });
    const [sheet] = await sheetsOf(bytes);
    expect(sheet!.rows).toEqual([
      ['2026-11-22', '2026-11-22T06:30'],
      [markedFigure(5.5), 'done'],
      // A number that was kept as text keeps its nought; 1.234 cannot be misread as a thousand.
      ['0159135', markedFigure(1.234)],
      [],
      ['Merged head'],
    ]);
  });

  it('is sent away while too many wait', async () => {
    const thread = new WorkbookThread({ waiting: 1 });
    const bytes = await workbookOf((workbook) => workbook.addWorksheet('A').addRow([1]));
    const first = thread.read(bytes);
    await expect(thread.read(bytes)).rejects.toMatchObject({ code: 'THROTTLED' });
    await first;
  });

  it('is refused beyond 10 MB, without being read', async () => {
    expect((await read(Buffer.alloc(10 * 1024 ** 2 + 1, 'a'))).status).toBe(400);
  });
});

describe('Tables that are taken out as a workbook', () => {
  const WORKBOOK: Workbook = {
    name: 'Plan: week 47',
    sheets: [
      {
        name: 'Orders [47]',
        columns: [
          { title: 'Product', kind: 'text' },
          { title: 'Quantity', kind: 'number' },
          { title: 'Due', kind: 'date' },
          { title: 'Late by', kind: 'duration' },
        ],
        rows: [
          ['=HYPERLINK("http://example.com")', 219_000, Date.UTC(2026, 10, 22, 14), 5_400_000],
          [null, null, null, null],
        ],
      },
      { name: 'orders  47', columns: [{ title: 'A', kind: 'text' }], rows: [] },
    ],
  };

  it('have texts that are no formulas, times of the plant’s clocks, and a head that stays', async () => {
    const answer = await write(WORKBOOK);
    expect(answer.headers.get('content-disposition')).toContain('.xlsx');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await bytesOf(answer)).buffer as never);
    const [sheet] = workbook.worksheets;
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Orders  47', 'orders  47 (2)']);
    expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet!.autoFilter).toMatch(/^A1:[A-Z]3$/);
    expect(sheet!.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, printTitlesRow: '1:1' });
    expect(sheet!.getCell('A2')).toMatchObject({ value: '=HYPERLINK("http://example.com")', formula: undefined });
    expect(sheet!.getCell('B2').value).toBe(219_000);
    expect(sheet!.getCell('C2').value).toEqual(new Date(Date.UTC(2026, 10, 22, 6)));
    expect(sheet!.getCell('D2').numFmt).toBe('[h]:mm');
    expect(audited.at(-1)).toMatchObject({ what: 'export', subject: 'plan', new: { rows: 2, format: 'xlsx' } });
  });

  it('are refused when they are more than a plan can be, or not as declared', async () => {
    const [sheet] = WORKBOOK.sheets;
    const rows = Array.from({ length: 15_000 }, () => ['a']);
    const two = {
      ...WORKBOOK,
      sheets: [
        { ...sheet, rows },
        { ...sheet, rows },
      ],
    };
    expect((await write(two)).status).toBe(400);
    expect((await write({ ...WORKBOOK, macros: 'run' })).status).toBe(400);
  });

  it('of orders are brought in again as they are', async () => {
    const world = planningWorld();
    world.order('135', { due: PLANNING_NOW, notes: '=1+1', reference: 'WO-1', quantity: 219_000 });
    world.order('136', { upstreamLot: '158990', priority: 2 });
    const { columns: titles, orderStates: states, sheetOrders: sheet } = planImportEn;
    const table = tableOfOrders(world.world.situation, world.schedule, { sheet, titles, states });
    const [read] = await sheetsOf(await bytesOf(await write({ name: 'Orders', sheets: [table] })));
    const again = finished(ordersFromTable(world.world, read!.rows));
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 2, refused: 0 });
  });
});

/** A ZIP archive of one file that says of itself to be so large. */
function archiveOf(name: string, content: Buffer, said: number): Buffer {
  const packed = deflateRawSync(content, { level: 9 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(said, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(said, 24);
  entry.writeUInt16LE(name.length, 28);
  const files = Buffer.concat([local, Buffer.from(name), packed]);
  const directory = Buffer.concat([entry, Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, directory, end]);
}
