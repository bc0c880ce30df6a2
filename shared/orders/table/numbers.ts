/** Numbers as people of different countries write them, read by what their column does throughout; never by a guess. */
export type Decimal = '.' | ',';

/** Of a column: what stands before decimals. `mixed` = both do somewhere. */
export type NumberStyle = Decimal | 'unclear' | 'mixed';

export type ReadNumber = { ok: true; value: number } | { ok: false; why: 'number' | 'number-unclear' };

const SPACES = /[\s\u00a0\u202f'’]/g;
const GROUPED = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/;

/**
 * `declared` only counts where no cell tells. In a column of whole numbers `64,500` tells: it cannot be 64 and a half; `90,000`
 * does not, as there are systems that write 90 so.
 */
export function numberStyle(
  cells: readonly string[],
  { declared, whole = false }: { declared?: Decimal | undefined; whole?: boolean } = {},
): NumberStyle {
  const tells = (cell: string) => toldBy(cell.trim()) ?? (whole ? toldByWhole(cell.trim()) : null);
  const told = new Set(cells.map(tells).filter((each) => each !== null));
  if (told.size > 1) return 'mixed';
  return [...told][0] ?? declared ?? 'unclear';
}

/** Only groups of three may be parted; whole numbers without any separator are clear in every style. */
export function readNumber(cell: string, style: NumberStyle): ReadNumber {
  const text = withoutSpaces(cell);
  if (text === null) return { ok: false, why: 'number' };
  if (/^[+-]?\d+$/.test(text)) return { ok: true, value: Number(text) };
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(text)) return { ok: false, why: 'number' };
  if (style === 'unclear' || style === 'mixed') {
    const own = toldBy(cell.trim());
    if (own === null || style === 'mixed') return { ok: false, why: 'number-unclear' };
    return readNumber(cell, own);
  }
  const group = style === '.' ? ',' : '.';
  const [whole = '', decimals, ...more] = text.split(style);
  const isWhole = /^[+-]?\d+$/.test(whole) || (whole.includes(group) && GROUPED.test(whole));
  if (more.length > 0 || !isWhole || (decimals !== undefined && !/^\d+$/.test(decimals)))
    return { ok: false, why: 'number' };
  return { ok: true, value: Number(`${whole.replaceAll(group, '')}.${decimals ?? '0'}`) };
}

/** What one cell says of its column; null = nothing, as `1.234` and `17` do. */
function toldBy(cell: string): Decimal | null {
  const text = withoutSpaces(cell);
  if (text === null || !/^[+-]?\d[\d.,]*$/.test(text)) return null;
  const marks: readonly string[] = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1) as Decimal | undefined;
  if (last === undefined) return null;
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return marks.filter((mark) => mark === last).length === 1 ? last : null;
  if (marks.length > 1) return GROUPED.test(text) ? other : null;
  return GROUPED.test(text) && !/^[+-]?0/.test(text) ? null : last;
}

function toldByWhole(text: string): Decimal | null {
  const [, mark, digits] = /^[+-]?\d{1,3}([.,])(\d{3})$/.exec(text) ?? [];
  if (mark === undefined || digits === '000') return null;
  return mark === ',' ? '.' : ',';
}

/** Spaces and apostrophes part groups of three, and nothing else; null where they do otherwise. */
function withoutSpaces(cell: string): string | null {
  const text = cell.trim();
  const plain = text.replace(SPACES, '');
  if (plain === text) return text;
  return /^[+-]?\d{1,3}(?:[\s\u00a0\u202f'’]\d{3})+(?:[.,]\d+)?$/.test(text) ? plain : null;
}
