/** Text as it may stand in a sheet: control characters and half characters cannot be in XML at all, and would spoil the whole file. */
export function sheetText(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
