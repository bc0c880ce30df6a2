/**
 * A line's report as .xlsx, three sheets: "Stats", "Stops", "Hours". Numbers are numbers, times are times of the plant's
 * clocks (a sheet knows no zones, so the headers name it), and a text is never a formula, whoever typed it.
 * By the normal writer of exceljs, never its streaming one (`stream.xlsx.WorkbookWriter`): that stands on archiver, which
 * package.json overrides with a version that exceljs was not written for, and a month is small enough for memory.
 */
import type { Workbook, Worksheet } from 'exceljs';
import type { TrailHead } from '../../shared/audit/protocol.ts';
import { zoneOffset } from '../../shared/calendar/zone.ts';
import type { OeeDefinition, OeeReport } from '../../shared/kpi/report.ts';
import { sheetText } from './sheet-text.ts';

/** All that the workbook says. Times in epoch ms, durations in ms; null = unknown. */
export interface LineReport {
  line: { id: string; name: string };
  from: number;
  to: number;
  zone: string;
  configVersion: string;
  madeAt: number;
  /** What a reader of the figures must know beside them. */
  note: string | null;
  definitions: (OeeReport & { definition: OeeDefinition; rejectedRows: number })[];
  stops: ReportedStop[];
  hours: ReportedHour[];
}

export interface ReportedStop {
  from: number;
  /** null = it still lasts. */
  to: number | null;
  durationMs: number;
  /** What of it lies in planned time and in the window. */
  plannedMs: number;
  fromSeconds: number;
  toSeconds: number | null;
  /** What made the standstill a planned one. */
  plannedBy: 'calendar' | 'reason' | null;
  reason: string | null;
  comment: string | null;
}

/** What of one hour lies in the window. */
export interface ReportedHour {
  from: number;
  produced: number | null;
  standard: number;
  good: number | null;
  rework: number | null;
  empty: number | null;
  downMs: number | null;
  perMinute: number | null;
}

type Cell = string | number | Date | null;
interface Column {
  header: string;
  width: number;
  /** Format of numbers and times; a column of text has none. */
  format?: string;
}

const TIME = 'yyyy-mm-dd hh:mm:ss';
const SECONDS = '#,##0.000';
const COUNT = '#,##0';
const SHARE = '0.00%';
/** Cells of this format stay text even when a person types into them. */
const TEXT = '@';
const UNKNOWN = '–';

/** The file's bytes. `trail` = how far the audit trail reached: whoever holds the paper can tell that nothing was taken out since. */
export async function reportWorkbook(report: LineReport, trail: Pick<TrailHead, 'seq' | 'hash'>): Promise<Buffer> {
  // A third of a second of code that no start of the gateway should wait for.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Lineside';
  workbook.created = new Date(report.madeAt);
  addStats(workbook, report, trail);
  addStops(workbook, report);
  addHours(workbook, report);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** One column a definition: each can be read alone. */
function addStats(workbook: Workbook, report: LineReport, trail: Pick<TrailHead, 'seq' | 'hash'>): void {
  const { line, zone, definitions } = report;
  const sheet = addSheet(workbook, 'Stats', [
    { header: 'Element', width: 34 },
    { header: 'Unit', width: 24 },
    ...definitions.map(({ definition }) => ({ header: definition, width: 22 })),
  ]);
  type Figures = LineReport['definitions'][number];
  const add = (name: string, unit: string, format: string, of: (figures: Figures) => Cell) => {
    const row = addRow(sheet, [name, unit, ...definitions.map(of)]);
    definitions.forEach((_, i) => (row.getCell(3 + i).numFmt = format));
  };
  const time = (name: string, of: (figures: Figures) => number | null) =>
    add(name, zone, TIME, (figures) => onPlantClock(of(figures), zone));
  const count = (name: string, unit: string, of: (figures: Figures) => number) => add(name, unit, COUNT, of);
  const seconds = (name: string, of: (figures: Figures) => number) =>
    add(name, 's', SECONDS, (figures) => of(figures) / 1000);
  const ratio = (name: string, of: (figures: Figures) => number | null) => add(name, '', SHARE, of);

  add('Line', '', TEXT, () => line.name);
  time('From', () => report.from);
  time('To', () => report.to);
  time('First data', ({ dataFrom }) => dataFrom);
  time('Last data', ({ dataTo }) => dataTo);
  count('Cycles', 'cycles', ({ cycles }) => cycles);
  count('Empty cycles', 'cycles', ({ emptyCycles }) => emptyCycles);
  count('Produced quantity (PQ)', 'parts', ({ producedQuantity }) => producedQuantity);
  count('Good quantity (GQ)', 'parts', ({ goodQuantity }) => goodQuantity);
  count('Rework quantity (RQ)', 'parts', ({ reworkQuantity }) => reworkQuantity);
  seconds('Planned busy time (PBT)', ({ plannedBusyTimeMs }) => plannedBusyTimeMs);
  seconds('Actual production time (APT)', ({ actualProductionTimeMs }) => actualProductionTimeMs);
  seconds('Down time', ({ downTimeMs }) => downTimeMs);
  seconds('Unknown time', ({ unknownTimeMs }) => unknownTimeMs);
  for (const name of new Set(definitions.flatMap(({ stops }) => stops.map(className)))) {
    const among = (figures: Figures) => figures.stops.find((stop) => className(stop) === name);
    add(`Stops ${name}`, 'stops', COUNT, (figures) => among(figures)?.count ?? null);
    add(`Stop time ${name}`, 's', SECONDS, (figures) => (among(figures) ? among(figures)!.durationMs / 1000 : null));
  }
  ratio('Availability', ({ availability }) => availability);
  ratio('Effectiveness', ({ effectiveness }) => effectiveness);
  ratio('Quality ratio', ({ qualityRatio }) => qualityRatio);
  ratio('OEE index', ({ oeeIndex }) => oeeIndex);
  count('Rows not readable', 'rows', ({ rejectedRows }) => rejectedRows);
  add('Configuration version', '', TEXT, () => report.configVersion);
  time('Made at', () => report.madeAt);
  addRow(sheet, ['Audit trail, entry', '', trail.seq]);
  addRow(sheet, ['Audit trail, its hash', 'SHA-256', trail.hash]);
  if (report.note !== null) addRow(sheet, ['Note', '', report.note]);
}

function addStops(workbook: Workbook, { zone, stops }: LineReport): void {
  const sheet = addSheet(workbook, 'Stops', [
    { header: `Start (${zone})`, width: 30, format: `${TIME}.000` },
    { header: `End (${zone})`, width: 30, format: `${TIME}.000` },
    { header: 'Duration (s)', width: 14, format: SECONDS },
    { header: 'In planned time (s)', width: 20, format: SECONDS },
    { header: 'Class', width: 14 },
    { header: 'Planned standstill', width: 19 },
    { header: 'Reason', width: 28 },
    { header: 'Comment', width: 60 },
  ]);
  for (const stop of stops) {
    addRow(sheet, [
      onPlantClock(stop.from, zone),
      stop.to === null ? 'still standing' : onPlantClock(stop.to, zone),
      stop.durationMs / 1000,
      stop.plannedMs / 1000,
      className(stop),
      stop.plannedBy ? `by ${stop.plannedBy}` : 'no',
      stop.reason ?? '',
      stop.comment ?? '',
    ]);
  }
}

function addHours(workbook: Workbook, { zone, hours }: LineReport): void {
  const sheet = addSheet(workbook, 'Hours', [
    { header: `Hour from (${zone})`, width: 34, format: TIME },
    { header: 'Produced', width: 12, format: COUNT },
    { header: 'Standard', width: 12, format: COUNT },
    { header: 'Good', width: 12, format: COUNT },
    { header: 'Rework', width: 12, format: COUNT },
    { header: 'Empty cycles', width: 14, format: COUNT },
    { header: 'Down time (s)', width: 16, format: SECONDS },
    { header: 'Average rate (parts/min)', width: 26, format: '0.0' },
  ]);
  for (const { from, produced, standard, good, rework, empty, downMs, perMinute } of hours) {
    const down = downMs === null ? null : downMs / 1000;
    addRow(sheet, [onPlantClock(from, zone), produced, standard, good, rework, empty, down, perMinute]);
  }
}

function addSheet(workbook: Workbook, name: string, columns: readonly Column[]): Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', xSplit: 0, ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width, format }) => ({ header, width, style: { numFmt: format ?? TEXT } }));
  sheet.getRow(1).font = { bold: true };
  return sheet;
}

/** An unknown is a dash: an empty cell would count as 0. */
function addRow(sheet: Worksheet, cells: readonly Cell[]) {
  return sheet.addRow(cells.map((cell) => (typeof cell === 'string' ? sheetText(cell) : (cell ?? UNKNOWN))));
}

/** exceljs writes the UTC reading of a date: what the plant's clocks show, as if it were UTC. */
function onPlantClock(at: number | null, zone: string): Date | null {
  return at === null ? null : new Date(at + zoneOffset(zone, at));
}

/** `1.1–12 s`, `> 300 s`; the upper bound belongs to the class. */
function className({ fromSeconds, toSeconds }: { fromSeconds: number; toSeconds: number | null }): string {
  return toSeconds === null ? `> ${fromSeconds} s` : `${fromSeconds}–${toSeconds} s`;
}
