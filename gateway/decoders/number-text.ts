/** Numbers as machines write them: `181.4`, ` -4 `, `+1.8140E+02`; never `NaN`, `0x1f` or thousands separators. */
export type DecimalSign = '.' | ',';

const PATTERNS = {
  '.': /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/,
  ',': /^[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d{1,3})?$/,
};
const [PLUS, MINUS, BLANK, ZERO, NINE] = [43, 45, 32, 48, 57];
/** A whole number of so many digits is exact in a double, and a quotient of two exact numbers is the nearest double. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/** NaN for anything else, the empty text included. White space around it does not matter. */
export function numberIn(text: string, decimal: DecimalSign): number {
  const plain = text.trim();
  if (!PATTERNS[decimal].test(plain)) return NaN;
  return Number(decimal === ',' ? plain.replace(',', '.') : plain);
}

/** As `numberIn` of the same bytes as text, where they are plain: sign, digits, decimal sign; NaN where they are not. */
export function plainNumber(bytes: Uint8Array, from: number, to: number, decimal: number): number {
  while (from < to && bytes[from] === BLANK) from++;
  while (to > from && bytes[to - 1] === BLANK) to--;
  const isNegative = bytes[from] === MINUS;
  if (isNegative || bytes[from] === PLUS) from++;
  let whole = 0;
  let digits = 0;
  let point = -1;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= ZERO && byte <= NINE) {
      whole = whole * 10 + byte - ZERO;
      digits++;
    } else if (byte === decimal && point < 0) point = digits;
    else return NaN;
  }
  if (digits === 0 || digits > EXACT_DIGITS) return NaN;
  const value = point < 0 ? whole : whole / POWERS_OF_TEN[digits - point]!;
  return isNegative ? -value : value;
}
