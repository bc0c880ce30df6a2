/** Words of signing on, apart from the shop floor's. */
import { accessDe } from './access-de.ts';
import { accessEn, type AccessWords } from './access-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function accessText<K extends keyof AccessWords>(key: K, ...args: Arguments<AccessWords[K]>): string {
  const words: AccessWords = language().toLowerCase().startsWith('de') ? accessDe : accessEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
