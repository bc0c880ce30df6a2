/** What commands print of their results, for people or as JSON. */
import type { ImportResult } from '../lines/import-files.ts';
import type { PrintedReport } from './report.ts';
import type { Reprocessed } from '../lines/reprocess.ts';

export function printImport(result: ImportResult, asJson: boolean): void {
  if (asJson) return console.log(JSON.stringify(result, null, 2));
  for (const { file, offset, text, reason } of result.rejected)
    console.log(`not readable: ${file} at byte ${offset}: ${reason}: ${JSON.stringify(text)}`);
  if (result.rejectedRows > result.rejected.length)
    console.log(`… and ${result.rejectedRows - result.rejected.length} more`);
  console.log(`${result.files.length} file(s), ${result.rows} new rows, ${result.rejectedRows} not readable`);
}

export function printReprocess(result: Reprocessed, asJson: boolean): void {
  if (asJson) return console.log(JSON.stringify(result, null, 2));
  for (const { file, why } of result.missing) console.log(`left as it is: ${file}: ${why}`);
  const rows = result.files.reduce((sum, file) => sum + file.rows, 0);
  console.log(`${result.files.length} file(s) read anew, ${rows} rows; mapping ${result.mapping}`);
}

export function printReport(report: PrintedReport, asJson: boolean): void {
  if (asJson) return console.log(JSON.stringify(report));
  const percent = (ratio: number | null) => (ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`);
  console.log(`${report.line}  ${report.from} – ${report.to}  ${report.definition}
  OEE ${percent(report.oeeIndex)} = availability ${percent(report.availability)} × effectiveness ${percent(report.effectiveness)} × quality ${percent(report.qualityRatio)}
  produced ${report.producedQuantity}, good ${report.goodQuantity}, rework ${report.reworkQuantity}, empty cycles ${report.emptyCycles}
  rows not readable ${report.rejectedRows}`);
}
