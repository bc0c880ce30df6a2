/**
 * Cells of a block that was copied from a spreadsheet, or of a CSV file. Own code, and not csv-parse: in a browser that brings
 * 25 kB of buffers for its 2 kB of rules, and Node's types with it; a test compares the answers of both.
 */
export type Separator = '\t' | ';' | ',';

/** A cell in quotes, whatever parts the cells. */
const QUOTED = /(^|[\t;,\r\n])"(?:[^"]|"")*"(?=$|[\t;,\r\n])/g;
/** Characters of the first row that are looked at for a tab. */
const MOST_HEAD = 2_000;

/** Rows in the order and number of the text, so that `rows[6]` is what a person calls row 7; blank rows at the end are left out. */
export function readTable(text: string, separator: Separator = separatorOf(text)): string[][] {
  const rows = cellsOf(withoutMark(text), separator);
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell.trim() === '')) rows.pop();
  return rows;
}

/**
 * What parts the cells: a tab where the first row has one outside quotes (spreadsheets copy so), otherwise that of semicolon and
 * comma which the rows have oftener and alike. `sep=;` on top, as some programs want it, says it outright.
 */
export function separatorOf(text: string): Separator {
  const said = /^sep=([\t;,])\r?\n/.exec(withoutByteOrderMark(text))?.[1];
  if (said !== undefined) return said as Separator;
  const sample = withoutMark(text).slice(0, 20_000);
  const score = (separator: Separator): number => {
    const widths = cellsOf(sample, separator)
      .map((cells) => cells.length)
      .filter((width, i) => i === 0 || width > 1)
      .slice(0, 50);
    const width = widths[0] ?? 1;
    return width === 1 ? 0 : widths.filter((other) => other === width).length / widths.length + width / 1_000;
  };
  const [head = ''] = sample
    .slice(0, MOST_HEAD)
    .replace(QUOTED, '$1')
    .split(/[\r\n]/, 1);
  if (head.includes('\t')) return '\t';
  return score(';') >= score(',') && score(';') > 0 ? ';' : ',';
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function withoutMark(text: string): string {
  return withoutByteOrderMark(text).replace(/^sep=[\t;,]\r?\n/, '');
}

/** A cell that begins with a quote goes on to the quote that ends it, over lines too; one that never ends is text with a quote. */
export function cellsOf(text: string, separator: Separator): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  const plainEnd = new RegExp(`[${separator}\\r\\n]|$`, 'g');
  for (let at = 0; ;) {
    const quoted = text[at] === '"' ? quotedCell(text, at, separator) : null;
    let end: number;
    if (quoted) {
      cells.push(quoted.cell);
      end = quoted.end;
    } else {
      plainEnd.lastIndex = at;
      end = plainEnd.exec(text)!.index;
      cells.push(text.slice(at, end));
    }
    if (text[end] === separator) {
      at = end + 1;
      continue;
    }
    rows.push(cells);
    cells = [];
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (at >= text.length) return rows;
  }
}

/** Null unless the quote is closed, with nothing between it and the next cell; two quotes are one. */
function quotedCell(text: string, from: number, separator: Separator): { cell: string; end: number } | null {
  let close = text.indexOf('"', from + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  const end = close + 1;
  const next = text[end];
  if (next !== undefined && next !== separator && next !== '\r' && next !== '\n') return null;
  return { cell: text.slice(from + 1, close).replaceAll('""', '"'), end };
}
