/**
 * Text as it is compared: what looks the same in a sheet is the same, with spaces around it or the apostrophe of an export or
 * not, and without what no sheet can hold (control characters, halves of characters).
 */
import { withoutSafety } from '../../formula-safe.ts';

const NOT_IN_SHEETS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function plainText(text: string): string {
  const sheet = text.toWellFormed().replace(NOT_IN_SHEETS, '').replace(/\r\n?/g, '\n');
  return withoutSafety(sheet.trim()).trim();
}
