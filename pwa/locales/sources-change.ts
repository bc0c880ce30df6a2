/** Words for engineers who add and change sources. */
import { language } from './locale.ts';
import { sourceChangesDe } from './sources-change-de.ts';
import { sourceChangesEn, type SourceChangeWords } from './sources-change-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function changeText<K extends keyof SourceChangeWords>(
  key: K,
  ...args: Arguments<SourceChangeWords[K]>
): string {
  const words: SourceChangeWords = language().toLowerCase().startsWith('de') ? sourceChangesDe : sourceChangesEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
