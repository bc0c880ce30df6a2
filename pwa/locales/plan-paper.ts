/** Words that only paper has. */
import { language } from './locale.ts';

const en = {
  printed: (when: string, by: string) => (by === '' ? `Printed ${when}` : `Printed ${when} by ${by}`),
  page: 'Page',
  ofPages: 'of',
  draft: (name: string) => `DRAFT “${name}”: this is not the plan, and nobody else sees it`,
  outOfReach: (since: string) =>
    `As of ${since}: out of reach of the plant since then, what others changed is not in it`,
  neverHeard: 'Out of reach of the plant: what others changed is not in it',
  notSent: (count: number) => `With ${count === 1 ? '1 entry' : `${count} entries`} that only this device has yet`,
  narrowed: (what: string) => `Only: ${what}`,
  sought: (what: string) => `Sought: ${what}; all else is pale`,
  unsaved: 'With changes that are not saved yet',
  quoted: (words: string) => `“${words}”`,
  week: (weeks: string) => `week ${weeks}`,
  rows: (first: number, last: number, all: number) => `lines ${first}–${last} of ${all}`,

  planned: 'planned',
  running: 'running, made so far',
  interrupted: 'paused',
  ended: 'over',
  setup: 'changeover',
  due: 'missed due time',
  range: 'likely end',
  ghost: 'end by the other rate',
  rest: 'not worked',

  byLine: 'Orders by line',
  byLineNone: 'No order is on these lines in this time.',
  starts: 'Starts',
  ends: 'Ends',
  remarks: 'Remarks',
  parkingNone: 'Nothing is parked.',
};

const de: typeof en = {
  printed: (when, by) => (by === '' ? `Gedruckt ${when}` : `Gedruckt ${when} von ${by}`),
  page: 'Seite',
  ofPages: 'von',
  draft: (name) => `ENTWURF „${name}“: das ist nicht der Plan, und niemand sonst sieht ihn`,
  outOfReach: (since) => `Stand ${since}: seitdem ohne Verbindung zum Werk, was andere geändert haben, fehlt`,
  neverHeard: 'Ohne Verbindung zum Werk: was andere geändert haben, fehlt',
  notSent: (count) => `Mit ${count === 1 ? '1 Eingabe' : `${count} Eingaben`}, die nur dieses Gerät bisher hat`,
  narrowed: (what) => `Nur: ${what}`,
  sought: (what) => `Gesucht: ${what}; alles andere ist blass`,
  unsaved: 'Mit Änderungen, die noch nicht gespeichert sind',
  quoted: (words) => `„${words}“`,
  week: (weeks) => `KW ${weeks}`,
  rows: (first, last, all) => `Linien ${first}–${last} von ${all}`,

  planned: 'geplant',
  running: 'läuft, bisher gefertigt',
  interrupted: 'pausiert',
  ended: 'vorbei',
  setup: 'Rüsten',
  due: 'verpasster Termin',
  range: 'wahrscheinliches Ende',
  ghost: 'Ende nach der anderen Leistung',
  rest: 'arbeitsfrei',

  byLine: 'Aufträge nach Linien',
  byLineNone: 'In dieser Zeit ist kein Auftrag auf diesen Linien.',
  starts: 'Beginn',
  ends: 'Ende',
  remarks: 'Bemerkungen',
  parkingNone: 'Nichts ist geparkt.',
};

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function paperText<K extends keyof typeof en>(key: K, ...args: Arguments<(typeof en)[K]>): string {
  const words = language().toLowerCase().startsWith('de') ? de : en;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
