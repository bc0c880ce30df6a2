/** How spreadsheets of the reader's country expect a CSV file: where decimals follow a comma, semicolons part the cells. */
import type { CsvStyle } from '../../shared/orders/table/csv.ts';
import { language } from './locale.ts';

export function csvStyle(): CsvStyle {
  const parts = new Intl.NumberFormat(language()).formatToParts(1.5);
  const isComma = parts.some(({ type, value }) => type === 'decimal' && value === ',');
  return isComma ? { separator: ';', decimal: ',' } : { separator: ',', decimal: '.' };
}
