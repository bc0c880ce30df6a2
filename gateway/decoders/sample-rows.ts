/** Meaning `samples`: one row of text carries the value of one or more metrics. */
import type { Metric } from '../../shared/sources.ts';
import type { DecodedSamples } from './decoded.ts';
import { plainNumber, type DecimalSign } from './number-text.ts';
import { stepsOf, valuesOfTexts, type Reading } from './readings.ts';
import type { RowLayout, RowMeaning, RowReaders } from './row-meaning.ts';
import { timeText, type TimeColumn } from './time-column.ts';
import type { TimeReader } from './timestamp.ts';

export type SampleRow = Extract<DecodedSamples, { ok: true }>;

export interface SampleRows {
  metrics: readonly Metric[];
  decimal: DecimalSign;
  /** Null = rows have no time of their own. */
  time: TimeColumn | null;
}

interface Layout extends RowLayout {
  readings: readonly Reading[];
  decimal: DecimalSign;
  time: TimeReader | null;
}

const BLANK = 32;

export function sampleMeaning({ metrics, decimal, time }: SampleRows): RowMeaning<SampleRow> {
  const readings = metrics.map(({ id, resolution, column = id }) => ({ name: column, resolution }));
  return {
    columns: [...readings.map(({ name }) => name), ...(time?.columns ?? [])],
    at: (row) => row.at,
    under: (row) => {
      const reader = time && time.under(row.header);
      if (typeof reader === 'string') return reader;
      const layout = { ...row, readings, decimal, time: reader };
      const plain = plainSamples(layout);
      return { fields: samplesOfFields(layout), ...(plain && { plain }) };
    },
  };
}

function samplesOfFields({ fields, readings, decimal, time }: Layout): RowReaders<SampleRow>['fields'] {
  const valueFields = fields.slice(0, readings.length);
  const timeFields = fields.slice(readings.length);
  return (row, { offset, end }, previous) => {
    const read = time && time.text(timeText(row, timeFields), previous);
    if (read && !read.ok) return read.reason;
    const values = valuesOfTexts(
      valueFields.map((field) => row[field]!),
      readings,
      decimal,
    );
    return typeof values === 'string' ? values : { ok: true, offset, end, at: read && read.at, values };
  };
}

/** Rows with the time, if any, in one column. */
function plainSamples({ fields, constants, readings, decimal, time }: Layout): RowReaders<SampleRow>['plain'] | null {
  if (fields.length > readings.length + 1 || constants.some((text) => text !== null)) return null;
  const timeField = fields[readings.length] ?? 0;
  const sign = decimal.charCodeAt(0);
  const resolutions = readings.map(({ resolution }) => resolution);
  return ({ block: { bytes }, starts, offset, end }, previous) => {
    const at = time && time.bytes(bytes, starts[timeField]!, starts[timeField + 1]! - 1, previous);
    if (at !== null && !Number.isFinite(at)) return null;
    const values: (number | null)[] = [];
    let isEmpty = true;
    for (let i = 0; i < resolutions.length; i++) {
      const to = starts[fields[i]! + 1]! - 1;
      let from = starts[fields[i]!]!;
      while (from < to && bytes[from] === BLANK) from++;
      if (from === to) {
        values.push(null);
        continue;
      }
      const steps = stepsOf(plainNumber(bytes, from, to, sign), resolutions[i]!);
      if (Number.isNaN(steps)) return null;
      values.push(steps);
      isEmpty = false;
    }
    return isEmpty ? null : { ok: true, offset, end, at, values };
  };
}
