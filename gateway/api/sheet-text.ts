/** Text as it may stand in a sheet: control characters and half characters cannot be in XML at all, and would spoil the whole file. */
export function sheetText(text: string): string {
  const plain = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  // Sheets write any character like that: what only looks so has to say that it is none.
  return plain.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
