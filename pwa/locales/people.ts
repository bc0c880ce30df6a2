/** Words of the pages about people and devices, apart from the shop floor's, which every device loads first. */
import { language } from './locale.ts';
import { peopleDe } from './people-de.ts';
import { peopleEn, type PeopleWords } from './people-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function peopleText<K extends keyof PeopleWords>(key: K, ...args: Arguments<PeopleWords[K]>): string {
  const words: PeopleWords = language().toLowerCase().startsWith('de') ? peopleDe : peopleEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
