/** Words of the board itself; the pages around it have their own. */
import { boardDe } from './board-de.ts';
import { boardEn, type BoardWords } from './board-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function boardText<K extends keyof BoardWords>(key: K, ...args: Arguments<BoardWords[K]>): string {
  const words: BoardWords = language().toLowerCase().startsWith('de') ? boardDe : boardEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
