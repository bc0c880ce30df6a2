import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaSafe } from '../../../shared/formula-safe.ts';
import { reportWorkbook, type LineReport } from '../../../gateway/api/report-workbook.ts';
import { seriesCsv } from '../../../gateway/api/series-csv.ts';
import type { ExportCell, ExportRow } from '../../../gateway/api/series-export.ts';
import { seriesSheet } from '../../../gateway/api/series-sheet.ts';

const ZONE = 'America/Los_Angeles';
const AT = Date.UTC(2026, 9, 6, 13);

async function* rowsOf(...cells: ExportCell[][]): AsyncGenerator<ExportRow> {
  for (const row of cells) yield { at: AT, cells: row };
}

async function csv(headers: string[], ...cells: ExportCell[][]): Promise<string> {
  let text = '';
  for await (const block of seriesCsv(headers, rowsOf(...cells), ZONE)) text += block;
  return text;
}

async function sheet(headers: string[], ...cells: ExportCell[][]): Promise<ExcelJS.Worksheet> {
  const blocks: Buffer[] = [];
  for await (const block of seriesSheet(headers, rowsOf(...cells), ZONE)) blocks.push(block);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.concat(blocks) as unknown as ExcelJS.Buffer);
  return workbook.worksheets[0]!;
}

const TYPED = [
  ...['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://elsewhere")', "=cmd|' /C calc'!A0", '\t=1', '\r=1', '\n=1'],
  ...['  =1', '＝1', "jam;=cmd|' /C calc'!A0;", 'jam\n=1', 'jam\t@SUM(A1)'],
];

describe('text that somebody typed, in a table for spreadsheets', () => {
  it.each(TYPED)('is no formula as CSV, whatever parts fields: %j', async (typed) => {
    const text = await csv([typed], [typed, -5]);
    for (const delimiter of [',', ';', '\t']) {
      // As other programs read it: quotes count only where a field begins.
      const cells = text.split(/\r\n|\r|\n/).flatMap((line) => line.replaceAll('"', '').split(delimiter));
      for (const cell of cells) expect(cell.trim()).not.toMatch(/^[=+@＝＋－＠]|^-(?!5$)/);
    }
  });

  it('stays what it was, but for the mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'=+-@;\t\r\n\'a,5" '.split('')) }), (text) => {
        const safe = formulaSafe(text);
        expect(safe.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
        expect(safe).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]|[;\t\r\n]\s*[=+\-@]/);
        if (!/[=+\-@\t\r\n]/.test(text)) expect(safe).toBe(text);
      }),
    );
  });

  it('leaves numbers numbers', async () => {
    const text = await csv(['min'], [-5], [1e-7], [null], ['Execute']);
    const rows = parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][];
    expect(rows.slice(1).map((row) => row[1])).toEqual(['-5', '1e-7', '', 'Execute']);
  });

  it.each(TYPED)('is text in a sheet, also after a person edits the cell: %j', async (typed) => {
    const made = await sheet([typed], [typed]);
    for (const address of ['B1', 'B2']) {
      const cell = made.getCell(address);
      expect(cell.type).toBe(ExcelJS.ValueType.String);
      expect(String(cell.value).replaceAll('\r', '\n')).toBe(typed.replaceAll('\r', '\n'));
      expect(cell.numFmt).toBe('@');
    }
  });

  it('never spoils a sheet: characters that cannot stand in one are left out', async () => {
    const odd = 'a\u0000\u0001\u001b<&>"\ud800]]>\uffff b';
    expect((await sheet([odd], [odd])).getCell('B2').value).toBe('a<&>"\ufffd]]> b');
    const stop = { plannedMs: 0, durationMs: 1_000, fromSeconds: 1, toSeconds: null, plannedBy: null };
    const report: LineReport = {
      ...{ line: { id: 'line8', name: odd }, from: AT, to: AT + 1, zone: ZONE, configVersion: '-', madeAt: AT },
      ...{ note: odd, definitions: [], hours: [] },
      stops: [{ ...stop, from: AT, to: null, reason: odd, comment: '=1' }],
    };
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(
      (await reportWorkbook(report, { seq: 7, hash: 'a'.repeat(64) })) as unknown as ExcelJS.Buffer,
    );
    const stops = workbook.getWorksheet('Stops')!;
    expect(String(stops.getCell('G2').value)).toContain('<&>"');
    expect(stops.getCell('H2').value).toBe('=1');
  });
});
