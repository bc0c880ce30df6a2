/** Words of sheets, and of the pages that are sheets: orders and products. */
import { language } from './locale.ts';
import { sheetDe } from './sheet-de.ts';
import { sheetEn, type SheetWords } from './sheet-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function sheetText<K extends keyof SheetWords>(key: K, ...args: Arguments<SheetWords[K]>): string {
  const words: SheetWords = language().toLowerCase().startsWith('de') ? sheetDe : sheetEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
