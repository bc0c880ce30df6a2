/** Meaning `samples`: one line of text carries the value of one or more metrics. */
import type { SerialSource } from '../../shared/equipment.ts';
import { csvRows } from './csv-rows.ts';
import { rejected, type DecodedSamples } from './decoded.ts';

/** A port has no beginning at which a byte order mark could stand. */
const NOT_A_FILE = 1;

export type SampleDecoder = (block: { bytes: Buffer; offset: number }) => DecodedSamples[];

/** A port's position counts records, not bytes: the line of a block has the block's offset, its end is one more. */
export function sampleDecoder(source: SerialSource): SampleDecoder {
  const delimiter = source.delimiter ?? ';';
  const metrics = source.metrics.map(({ id, resolution }) => ({ id, resolution, column: source.columns.indexOf(id) }));

  return (block) =>
    csvRows(block.bytes, NOT_A_FILE, delimiter).flatMap(({ fields }, i): DecodedSamples[] => {
      const row = { offset: block.offset + i, end: block.offset + i + 1 };
      if (fields.length === 1 && fields[0]!.trim() === '') return [];
      const text = fields.join(delimiter);
      if (fields.length !== source.columns.length)
        return [rejected(row, text, `expected ${source.columns.length} fields, got ${fields.length}`)];
      const values = metrics.map(({ id, column, resolution }) => {
        const value = number(fields[column]!);
        // What cannot be kept exactly in steps of the resolution is no reading of this metric.
        return { metric: id, value: Number.isSafeInteger(Math.round(value / resolution)) ? value : NaN };
      });
      const wrong = values.findIndex(({ value }) => Number.isNaN(value));
      if (wrong >= 0) return [rejected(row, text, `"${fields[metrics[wrong]!.column]}" is not a number`)];
      return [{ ok: true, ...row, values }];
    });
}

/** Decimal point or comma; NaN for anything else, the empty text included. */
function number(text: string): number {
  const plain = text.trim().replace(',', '.');
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}
