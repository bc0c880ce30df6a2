/** Words for a device that goes on with another gateway than its own. */
import { roamingDe } from './roaming-de.ts';
import { roamingEn, type RoamingWords } from './roaming-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function roamingText<K extends keyof RoamingWords>(key: K, ...args: Arguments<RoamingWords[K]>): string {
  const words: RoamingWords = language().toLowerCase().startsWith('de') ? roamingDe : roamingEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
