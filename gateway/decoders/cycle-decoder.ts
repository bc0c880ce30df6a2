/** Meaning `cycles`: one row is one machine cycle. */
import type { Cycle } from '../../shared/production/cycle.ts';
import type { CsvCycles } from '../../shared/sources.ts';
import { dialectOf } from './csv-layout.ts';
import { csvDecoder } from './csv-reader.ts';
import type { DecodedCycle, Decoder } from './decoded.ts';
import { KnownTexts } from './known-texts.ts';
import type { RowLayout, RowMeaning, RowReaders } from './row-meaning.ts';
import { timeColumn, timeText } from './time-column.ts';
import type { TimeReader } from './timestamp.ts';

type CycleRow = Extract<DecodedCycle, { ok: true }>;

const COLUMNS = ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent'];
const ZERO = 48;
const NINE = 57;

/** `plantZone` = for times that name no zone of their own. */
export function cycleDecoder(source: CsvCycles, plantZone: string): Decoder<DecodedCycle> {
  return csvDecoder(dialectOf(source), cycleMeaning(source, plantZone));
}

export function cycleMeaning(source: CsvCycles, plantZone: string): RowMeaning<CycleRow> {
  const time = timeColumn(source, plantZone);
  return {
    columns: [...COLUMNS, ...time.columns],
    at: (row) => row.cycle.at,
    under: (layout) => {
      const reader = time.under(layout.header);
      if (typeof reader === 'string') return reader;
      const plain = plainCycles(layout, reader);
      return { fields: cyclesOfFields(layout, reader), ...(plain && { plain }) };
    },
  };
}

function cyclesOfFields({ fields }: RowLayout, time: TimeReader): RowReaders<CycleRow>['fields'] {
  const [item, lot, serial, present] = fields as [number, number, number, number];
  const timeFields = fields.slice(COLUMNS.length);
  return (row, { offset, end }, previous) => {
    const read = time.text(timeText(row, timeFields), previous);
    if (!read.ok) return read.reason;
    const parts = Number(row[present]);
    if (row[present]!.trim() === '' || Number.isNaN(parts)) return `partPresent "${row[present]}" is not a number`;
    if (row[serial] === '') return 'serialNumber is empty';
    const cycle: Cycle = {
      at: read.at,
      present: parts !== 0,
      serial: row[serial]!,
      lot: row[lot]!,
      item: row[item]!,
      offset,
    };
    return { ok: true, end, cycle };
  };
}

/** Rows with the time in one column and 0 … 9 as `partPresent`. */
function plainCycles({ fields, constants }: RowLayout, time: TimeReader): RowReaders<CycleRow>['plain'] | null {
  const [item, lot, serial, present, at, ...further] = fields as [number, number, number, number, number];
  const [itemText, lotText, serialText, ...ofRow] = constants as [string | null, string | null, string | null];
  if (further.length > 0 || ofRow.some((text) => text !== null) || serialText === '') return null;
  const texts = new KnownTexts();
  return ({ block, starts, offset, end }, previous) => {
    const { bytes } = block;
    const parts = bytes[starts[present]!]!;
    if (starts[present + 1]! - starts[present]! !== 2 || parts < ZERO || parts > NINE) return null;
    const serialFrom = starts[serial]!;
    const serialTo = starts[serial + 1]! - 1;
    if (serialText === null && serialFrom === serialTo) return null;
    const observed = time.bytes(bytes, starts[at]!, starts[at + 1]! - 1, previous);
    if (!Number.isFinite(observed)) return null;
    const cycle: Cycle = {
      at: observed,
      present: parts !== ZERO,
      serial: serialText ?? block.text(serialFrom, serialTo),
      lot: lotText ?? texts.text(block, starts[lot]!, starts[lot + 1]! - 1),
      item: itemText ?? texts.text(block, starts[item]!, starts[item + 1]! - 1),
      offset,
    };
    return { ok: true, end, cycle };
  };
}
