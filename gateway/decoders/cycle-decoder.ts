/** Meaning `cycles`: one row is one machine cycle. */
import type { CsvSource } from '../../shared/equipment.ts';
import { csvRows } from './csv-rows.ts';
import { rejected, type DecodedCycle } from './decoded.ts';
import { timeReader } from './timestamp.ts';

/** `previous` = time of the row before in the same file, null at its start. Empty lines are no rows. */
export type CycleDecoder = (block: { bytes: Buffer; offset: number }, previous: number | null) => DecodedCycle[];

export function cycleDecoder(source: CsvSource, plantZone: string): CycleDecoder {
  const delimiter = source.delimiter ?? ',';
  const columns = source.columns.length;
  const column = (name: string) => source.columns.indexOf(name);
  const [item, lot, serial, present, time] = [
    'itemNumber',
    'lotNumber',
    'serialNumber',
    'partPresent',
    source.time.column,
  ].map(column) as [number, number, number, number, number];
  const readTime = timeReader(source.time.format, source.time.zone ?? plantZone);

  return (block, previous) => {
    const decoded: DecodedCycle[] = [];
    for (const row of csvRows(block.bytes, block.offset, delimiter)) {
      const { fields } = row;
      if (fields.length === 1 && fields[0] === '') continue;
      const reject = (reason: string) => decoded.push(rejected(row, fields.join(delimiter), reason));
      if (fields.length !== columns) {
        reject(`expected ${columns} fields, got ${fields.length}`);
        continue;
      }
      const read = readTime(fields[time]!, previous);
      const parts = Number(fields[present]);
      if (!read.ok) reject(read.reason);
      else if (fields[present]!.trim() === '' || Number.isNaN(parts))
        reject(`partPresent "${fields[present]}" is not a number`);
      else if (fields[serial] === '') reject('serialNumber is empty');
      else {
        previous = read.at;
        const cycle = {
          at: read.at,
          present: parts !== 0,
          serial: fields[serial]!,
          lot: fields[lot]!,
          item: fields[item]!,
          offset: row.offset,
        };
        decoded.push({ ok: true, end: row.end, cycle });
      }
    }
    return decoded;
  };
}
