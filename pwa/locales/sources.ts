/** Words of the pages for people who look after sources, apart from the shop floor's, which every device loads first. */
import { language } from './locale.ts';
import { sourcesDe } from './sources-de.ts';
import { sourcesEn, type SourceWords } from './sources-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function sourceText<K extends keyof SourceWords>(key: K, ...args: Arguments<SourceWords[K]>): string {
  const words: SourceWords = language().toLowerCase().startsWith('de') ? sourcesDe : sourcesEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
