/** Words of what can be done with an order on the board, besides opening, moving and parking it. */
import { language } from './locale.ts';

const en = {
  start: 'Start',
  resume: 'Resume',
  pin: 'Pin at its time',
  unpin: 'Unpin',
  split: 'Split …',
  explain: 'Why then?',
  explainLate: 'Why late?',
  pinnedAt: (what: string) => `${what} is pinned`,
  unpinned: (what: string) => `${what} follows what comes before it`,
  showOnBoard: 'Show on the board',
};

const de: typeof en = {
  start: 'Beginnen',
  resume: 'Fortsetzen',
  pin: 'Zeit fixieren',
  unpin: 'Zeit freigeben',
  split: 'Teilen …',
  explain: 'Warum dann?',
  explainLate: 'Warum zu spät?',
  pinnedAt: (what) => `${what} ist fixiert`,
  unpinned: (what) => `${what} folgt auf das, was davor kommt`,
  showOnBoard: 'Auf der Plantafel zeigen',
};

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function choiceText<K extends keyof typeof en>(key: K, ...args: Arguments<(typeof en)[K]>): string {
  const words = language().toLowerCase().startsWith('de') ? de : en;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
