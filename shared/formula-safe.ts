/**
 * Text for a spreadsheet that reads CSV: never a formula, whoever typed it. An apostrophe before it says "text".
 * Programs of other countries part fields at semicolons, and then know nothing of the quotes around ours: what follows
 * one, a tab or a new line is treated as a beginning too. Numbers are none of its business: -5 as a figure stays -5.
 */
// Looking back from the sign: from each of many empty lines on, looking for one would take the square of their number.
const BEGINS_FORMULA = /(?=[=+\-@＝＋－＠])(?<=(?:^|[;\t\r\n])\s*)/g;
const MADE_SAFE = /'(?=[=+\-@＝＋－＠])(?<=(?:^|[;\t\r\n])\s*')/g;

export function formulaSafe(text: string): string {
  const safe = text.replace(BEGINS_FORMULA, "'");
  return /^[\t\r\n]/.test(safe) ? `'${safe}` : safe;
}

/** What was made safe, as it was typed: for tables that come back. */
export function withoutSafety(text: string): string {
  return text.replace(/^'(?=[\t\r\n])/, '').replace(MADE_SAFE, '');
}
