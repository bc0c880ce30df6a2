/**
 * Cuts lines of text into fields. A row is one line: a quoted field cannot go on in the next one, so that a stray quote
 * costs its own row and no other.
 */
import { parse } from 'csv-parse/sync';
import { AppError } from '../../shared/errors.ts';

export interface CsvDialect {
  delimiter: string;
  /** Fields may stand in double quotes; otherwise a quote is a character like others. */
  quotes: boolean;
}

const QUOTE = '"';

/** Throws AppError PLANT_FILE_INVALID when fields cannot be told apart by this delimiter. */
export function checkDialect({ delimiter, quotes }: CsvDialect): void {
  if (delimiter !== '\n' && delimiter !== '\r' && !(quotes && delimiter === QUOTE)) return;
  throw new AppError(
    'PLANT_FILE_INVALID',
    `The delimiter ${JSON.stringify(delimiter)} cannot separate fields; name another.`,
  );
}

/** The fields of each line, without line ends; null where quotes do not match. */
export function fieldsOf(lines: readonly string[], dialect: CsvDialect): (string[] | null)[] {
  const fields = lines.map((line) => (line === '' ? [''] : null)) as (string[] | null)[];
  // csv-parse makes an error, which costs as much as ten rows, of each row that has not as many fields as the first one.
  const byCount = Map.groupBy(lines.keys(), (i) => (lines[i] === '' ? null : countFields(lines[i]!, dialect)));
  for (const [count, group] of byCount) {
    if (count === null) continue;
    const records = parse(group.map((i) => lines[i]).join('\n'), {
      delimiter: dialect.delimiter,
      quote: dialect.quotes ? QUOTE : false,
      record_delimiter: '\n',
      relax_column_count: true,
    });
    for (const [k, i] of group.entries()) fields[i] = records[k]!;
  }
  return fields;
}

/** Null unless every field with a quote begins and ends with one, those inside doubled. */
function countFields(line: string, { delimiter, quotes }: CsvDialect): number | null {
  let fields = 1;
  for (let at = 0; ; fields++) {
    if (quotes && line[at] === QUOTE) {
      let close = line.indexOf(QUOTE, at + 1);
      while (close >= 0 && line[close + 1] === QUOTE) close = line.indexOf(QUOTE, close + 2);
      if (close < 0) return null;
      at = close + 1;
      if (at === line.length) return fields;
      if (!line.startsWith(delimiter, at)) return null;
    } else {
      const end = line.indexOf(delimiter, at);
      if (quotes && line.slice(at, end < 0 ? undefined : end).includes(QUOTE)) return null;
      if (end < 0) return fields;
      at = end;
    }
    at += delimiter.length;
  }
}
