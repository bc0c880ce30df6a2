/** Words of a line's orders. */
import { language } from './locale.ts';
import { lineOrdersDe } from './line-orders-de.ts';
import { lineOrdersEn, type LineOrdersWords } from './line-orders-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function lineOrdersText<K extends keyof LineOrdersWords>(
  key: K,
  ...args: Arguments<LineOrdersWords[K]>
): string {
  const words: LineOrdersWords = language().toLowerCase().startsWith('de') ? lineOrdersDe : lineOrdersEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
