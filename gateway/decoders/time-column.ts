/** Where the time of a row comes from: one column or two, on its own or counted from a moment that the header names. */
import type { CsvSource } from '../../shared/sources.ts';
import type { FileHeader } from './file-header.ts';
import { timeReader, type TimeReader } from './timestamp.ts';

export interface TimeColumn {
  columns: readonly string[];
  /** The reader for rows under this header, or the reason why none of them has a time. */
  under(header: FileHeader): TimeReader | string;
}

export function timeColumn(source: CsvSource, plantZone: string): TimeColumn {
  const { column, format, since, zone = plantZone } = source.time;
  const { delimiter = ',', decimal = '.' } = source;
  const columns = typeof column === 'string' ? [column] : column;
  if (!since) {
    const reader = timeReader({ format, zone, decimal });
    return { columns, under: () => reader };
  }
  const moment = timeReader({ format: since.format, zone, decimal });
  const under = (header: FileHeader): TimeReader | string => {
    const values = since.fields.map((name) => header.field(name, delimiter));
    const missing = values.indexOf(null);
    if (missing >= 0) return `the header has no field "${since.fields[missing]}"`;
    const text = values.join(' ');
    const from = moment.text(withFractionOf(since.format, text), null);
    if (!from.ok) return `in the header "${text}": ${from.reason}`;
    return timeReader({ format, zone, decimal, since: from.at });
  };
  return { columns, under };
}

/** The text that a reader of times is given: `fields` = where the columns stand in a row. */
export function timeText(row: readonly string[], fields: readonly number[]): string {
  return fields.length === 1 ? row[fields[0]!]! : fields.map((field) => row[field]).join(' ');
}

/** Fractions of a second have as many digits as the machine likes; the format wants three or none. */
function withFractionOf(format: string, text: string): string {
  const hasMs = /ss[.,;]SSS$/.test(format);
  if (!hasMs && !format.endsWith('ss')) return text;
  const toSeconds = format.length - (hasMs ? 4 : 0);
  const fraction = /^(?:[.,;](\d+))?$/.exec(text.slice(toSeconds));
  if (!fraction) return text;
  return text.slice(0, toSeconds) + (hasMs ? `.${(fraction[1] ?? '').slice(0, 3).padEnd(3, '0')}` : '');
}
