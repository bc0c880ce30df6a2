/** How the rows under one header are read: which columns there are, and whether there is a quick way. */
import type { CsvSource } from '../../shared/sources.ts';
import { fieldsOf, type CsvDialect } from './csv-fields.ts';
import type { FileHeader } from './file-header.ts';
import { PlainBlock } from './plain-block.ts';
import { plainReader, type PlainReader } from './plain-rows.ts';
import type { Accepted, Place, RowMeaning } from './row-meaning.ts';

/** How the text is written, without what it means. */
export interface TextDialect extends CsvDialect, Pick<CsvSource, 'encoding' | 'header' | 'columns' | 'constants'> {}

export function dialectOf(source: CsvSource): TextDialect {
  const { delimiter = ',', quotes = false } = source;
  return { ...source, delimiter, quotes };
}

export interface CsvLayout<Row extends Accepted> {
  /** The row, or the reason why it is none. */
  read(fields: string[], place: Place, previous: number | null): Row | string;
  plain: PlainReader<Row> | null;
}

/** The layout, or the reason why no row under this header can be read. `isWide` = characters of two bytes. */
export function layoutUnder<Row extends Accepted>(
  header: FileHeader,
  { dialect, meaning, isWide }: { dialect: TextDialect; meaning: RowMeaning<Row>; isWide: boolean },
): CsvLayout<Row> | string {
  const { columns } = dialect;
  const names = columns ?? fieldsOf([header.names ?? ''], dialect)[0]?.map((name) => name.trim()) ?? [];
  const constants = Object.entries(dialect.constants ?? {});
  const everywhere = [...names, ...constants.map(([name]) => name)];
  const fields = meaning.columns.map((column) => everywhere.indexOf(column));
  const missing = fields.indexOf(-1);
  if (missing >= 0)
    return `${columns ? 'there is no column' : 'the header names no column'} "${meaning.columns[missing]}"`;
  const readers = meaning.under({
    header,
    fields,
    constants: fields.map((field) => constants[field - names.length]?.[1] ?? null),
  });
  if (typeof readers === 'string') return readers;

  const most = names.length;
  // LabVIEW names a last column "Comment" that most rows do not have.
  const least = columns ? most : Math.max(-1, ...fields.filter((field) => field < most)) + 1;
  const expected = least === most ? `${most}` : `${least} to ${most}`;
  const texts = constants.map(([, text]) => text);
  const read: CsvLayout<Row>['read'] = (row, place, previous) => {
    if (row.length < least || row.length > most) return `expected ${expected} fields, got ${row.length}`;
    while (row.length < most) row.push('');
    return readers.fields(texts.length > 0 ? row.concat(texts) : row, place, previous);
  };
  const plain = isWide || !readers.plain ? null : plainReader({ ...dialect, fields: { least, most } }, readers.plain);
  return { read, plain: plain && readsHeader(plain, header) ? null : plain };
}

/** A header that looks like a row must be told from one; the quick way does not look. */
function readsHeader<Row extends Accepted>(plain: PlainReader<Row>, { lines }: FileHeader): boolean {
  const first = Buffer.from(`${lines[0] ?? ''}\n`, 'latin1');
  return plain({ block: new PlainBlock(first, 0), from: 0, at: 0 }, null) !== null;
}
