/**
 * A table of series as .xlsx (ECMA-376), written while it is read: exceljs would hold 200,000 rows in more memory than
 * the whole gateway may take. One sheet; times are times of the plant's clocks, texts are never formulas.
 */
import { zoneOffset } from '../../shared/calendar/zone.ts';
import { DAY_MS } from '../../shared/series/tiers.ts';
import type { ExportRow } from './series-export.ts';
import { sheetText } from './sheet-text.ts';
import { zipStream } from './zip-stream.ts';

/** A sheet has no more rows, its header included. */
export const MOST_SHEET_ROWS = 1_048_575;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Serial number of 1 January 1970 in a sheet. */
const EPOCH_DAYS = 25_569;
/** Cell formats below: a time, bold text, text. Text stays text also when a person edits the cell. */
const TIME_STYLE = 1;
const HEADER_STYLE = 2;
const TEXT_STYLE = 3;
const BLOCK = 65_536;

export function seriesSheet(
  headers: readonly string[],
  rows: AsyncIterable<ExportRow>,
  zone: string,
): AsyncGenerator<Buffer> {
  return zipStream([
    { name: '[Content_Types].xml', content: [CONTENT_TYPES] },
    { name: '_rels/.rels', content: [relationships({ officeDocument: 'xl/workbook.xml' })] },
    { name: 'xl/workbook.xml', content: [WORKBOOK] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [relationships({ worksheet: 'worksheets/sheet1.xml', styles: 'styles.xml' })],
    },
    { name: 'xl/styles.xml', content: [STYLES] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet([`Time (${zone})`, ...headers], rows, zone) },
  ]);
}

async function* sheet(
  headers: readonly string[],
  rows: AsyncIterable<ExportRow>,
  zone: string,
): AsyncGenerator<string> {
  const columns = `<cols><col min="1" max="1" width="26" customWidth="1"/>${
    headers.length > 1 ? `<col min="2" max="${headers.length}" width="18" customWidth="1"/>` : ''
  }</cols>`;
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const letters = headers.map((_, i) => columnLetters(i));
  let row = 1;
  let block =
    `${XML}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>` +
    `${columns}<sheetData><row r="1">${headers.map((header, i) => textCell(`${letters[i]}1`, header, HEADER_STYLE)).join('')}</row>`;
  for await (const { at, cells } of rows) {
    // A sheet knows no zones: it gets what the plant's clocks show.
    const serial = (at + zoneOffset(zone, at)) / DAY_MS + EPOCH_DAYS;
    row++;
    block += `<row r="${row}"><c r="A${row}" s="${TIME_STYLE}"><v>${serial}</v></c>`;
    cells.forEach((cell, i) => {
      const place = `${letters[i + 1]}${row}`;
      if (typeof cell === 'string') block += textCell(place, cell, TEXT_STYLE);
      else if (cell !== null) block += `<c r="${place}"><v>${cell}</v></c>`;
    });
    block += '</row>';
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield `${block}</sheetData></worksheet>`;
}

/** `A` … `Z`, `AA` … */
function columnLetters(i: number): string {
  return (i >= 26 ? columnLetters(Math.floor(i / 26) - 1) : '') + String.fromCharCode(65 + (i % 26));
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function escaped(text: string): string {
  return sheetText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function relationships(targets: Readonly<Record<string, string>>): string {
  const all = Object.entries(targets).map(
    ([kind, target], i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

const CONTENT_TYPES =
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`;

const WORKBOOK =
  `${XML}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}">` +
  '<sheets><sheet name="Series" sheetId="1" r:id="r1"/></sheets></workbook>';

const STYLES =
  `${XML}<styleSheet xmlns="${SHEET}"><numFmts count="1">` +
  '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss.000"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>' +
  '<xf numFmtId="164" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1" fontId="1" applyFont="1"/>' +
  '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>';
