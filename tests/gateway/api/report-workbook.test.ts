import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { reportWorkbook, type LineReport } from '../../../gateway/api/report-workbook.ts';

const ZONE = 'America/Los_Angeles';
/** 06:00 on the plant's clocks, which are 7 hours behind UTC. */
const FROM = Date.UTC(2026, 9, 6, 13);
const figures = {
  cycles: 105,
  emptyCycles: 5,
  producedQuantity: 100,
  goodQuantity: 98,
  reworkQuantity: 2,
  plannedBusyTimeMs: 3_600_000,
  actualProductionTimeMs: 3_000_500,
  downTimeMs: 599_500,
  unknownTimeMs: 0,
  stops: [
    { fromSeconds: 1.1, toSeconds: 12, count: 3, durationMs: 9_250 },
    { fromSeconds: 12, toSeconds: null, count: 1, durationMs: 599_500 },
  ],
  availability: 0.8335,
  effectiveness: 1.25,
  qualityRatio: 0.98,
  oeeIndex: 1.021,
  dataFrom: FROM,
  dataTo: FROM + 3_600_000,
  rejectedRows: 7,
};
const stop = {
  from: FROM + 60_250,
  to: FROM + 659_750,
  durationMs: 599_500,
  plannedMs: 599_500,
  fromSeconds: 12,
  toSeconds: null,
  plannedBy: null,
  reason: 'Film jam',
  comment: null,
};
const hour = {
  from: FROM,
  produced: 100,
  standard: 5000,
  good: 98,
  rework: 2,
  empty: 5,
  downMs: 599_500,
  perMinute: 1.7,
};

async function readBack(changes: Partial<LineReport> = {}): Promise<ExcelJS.Workbook> {
  const report: LineReport = {
    line: { id: 'line8', name: 'Line 8' },
    from: FROM,
    to: FROM + 86_400_000,
    zone: ZONE,
    configVersion: 'a1b2c3d4e5f6',
    madeAt: FROM + 7_200_000,
    note: null,
    definitions: [
      { definition: 'iso22400', ...figures },
      { definition: 'workday', ...figures, producedQuantity: 101 },
      {
        definition: 'whole-file',
        ...figures,
        oeeIndex: null,
        stops: [{ fromSeconds: 1.1, toSeconds: 120, count: 4, durationMs: 608_750 }],
      },
    ],
    stops: [stop],
    hours: [hour],
    ...changes,
  };
  const bytes = await reportWorkbook(report, { seq: 4711, hash: 'ab'.repeat(32) });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

/** The cells after the name and the unit in the row of "Stats" that begins with `name`. */
function statsOf(workbook: ExcelJS.Workbook, name: string): unknown[] {
  const rows = (workbook.getWorksheet('Stats')!.getSheetValues() as unknown[][]).filter(Boolean);
  return rows.find((row) => row[1] === name)!.slice(3);
}

function cells(workbook: ExcelJS.Workbook, sheet: string, row: number): unknown[] {
  return (workbook.getWorksheet(sheet)!.getRow(row).values as unknown[]).slice(1);
}

describe('The report of a line as .xlsx', () => {
  it('has the figures by all three definitions side by side', async () => {
    const workbook = await readBack();
    expect(cells(workbook, 'Stats', 1)).toEqual(['Element', 'Unit', 'iso22400', 'workday', 'whole-file']);
    expect(statsOf(workbook, 'Produced quantity (PQ)')).toEqual([100, 101, 100]);
    expect(statsOf(workbook, 'Down time')).toEqual([599.5, 599.5, 599.5]);
    expect(statsOf(workbook, 'Rows not readable')).toEqual([7, 7, 7]);
    expect(statsOf(workbook, 'Audit trail, entry')[0]).toBe(4711);
    expect(statsOf(workbook, 'Audit trail, its hash')[0]).toBe('ab'.repeat(32));
    expect(statsOf(workbook, 'Configuration version')).toEqual(['a1b2c3d4e5f6', 'a1b2c3d4e5f6', 'a1b2c3d4e5f6']);
  });

  it('names the stop classes of each definition and does not mix them', async () => {
    const workbook = await readBack();
    expect(statsOf(workbook, 'Stops 1.1–12 s')).toEqual([3, 3, '–']);
    expect(statsOf(workbook, 'Stops 1.1–120 s')).toEqual(['–', '–', 4]);
    expect(statsOf(workbook, 'Stop time > 12 s')).toEqual([599.5, 599.5, '–']);
  });

  it('says "–" for what is unknown, and does not cut what is above 100 %', async () => {
    const workbook = await readBack();
    expect(statsOf(workbook, 'OEE index')).toEqual([1.021, 1.021, '–']);
  });

  it("shows times as the plant's clocks do, as real dates, and names the zone", async () => {
    const workbook = await readBack();
    expect(cells(workbook, 'Stops', 1)[0]).toBe(`Start (${ZONE})`);
    expect(cells(workbook, 'Stops', 2)[0]).toEqual(new Date('2026-10-06T06:01:00.250Z'));
    expect(cells(workbook, 'Hours', 2)[0]).toEqual(new Date('2026-10-06T06:00:00Z'));
    expect(workbook.getWorksheet('Stops')!.getCell('A2').numFmt).toBe('yyyy-mm-dd hh:mm:ss.000');
  });

  it('lists each stop with its length, its class and what people said', async () => {
    const workbook = await readBack({
      stops: [
        { ...stop, to: null, comment: 'roll was torn' },
        { ...stop, plannedBy: 'calendar', reason: null },
      ],
    });
    expect(cells(workbook, 'Stops', 2).slice(1)).toEqual([
      'still standing',
      599.5,
      599.5,
      '> 12 s',
      'no',
      'Film jam',
      'roll was torn',
    ]);
    expect(cells(workbook, 'Stops', 3).slice(4)).toEqual(['> 12 s', 'by calendar', '', '']);
  });

  it('has numbers for each hour, and a dash for an hour of which nothing is known', async () => {
    const unknown = { produced: null, good: null, rework: null, empty: null, downMs: null, perMinute: null };
    const workbook = await readBack({ hours: [hour, { ...hour, ...unknown, from: FROM + 3_600_000 }] });
    expect(cells(workbook, 'Hours', 2).slice(1)).toEqual([100, 5000, 98, 2, 5, 599.5, 1.7]);
    expect(cells(workbook, 'Hours', 3).slice(1)).toEqual(['–', 5000, '–', '–', '–', '–', '–']);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://elsewhere")'])(
    'keeps %s as the text that was typed',
    async (typed) => {
      const workbook = await readBack({ stops: [{ ...stop, reason: typed, comment: typed }] });
      const sheet = workbook.getWorksheet('Stops')!;
      for (const address of ['G2', 'H2']) {
        const cell = sheet.getCell(address);
        expect(cell.value).toBe(typed);
        expect(cell.type).toBe(ExcelJS.ValueType.String);
        // Excel reads what a person types into a cell of this format as text.
        expect(cell.numFmt).toBe('@');
      }
    },
  );

  it('keeps the headers in sight', async () => {
    const workbook = await readBack();
    for (const sheet of workbook.worksheets) expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Stats', 'Stops', 'Hours']);
  });
});
