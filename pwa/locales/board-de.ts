import type { BoardWords } from './board-en.ts';
import { pluralOf } from './plural.ts';

const plural = pluralOf('de');
const orders = (count: number) => plural(count, { one: '1 Auftrag', other: `${count} Aufträge` });

export const boardDe: BoardWords = {
  board: 'Plantafel',
  boardKeys:
    'Pfeiltasten gehen von Auftrag zu Auftrag. Leertaste nimmt auf, Eingabe öffnet, M fragt, wohin, Strg und Leertaste wählen aus.',
  boardKeysLook: 'Pfeiltasten gehen von Auftrag zu Auftrag. Eingabe öffnet, Strg und Leertaste wählen aus.',
  ground: 'Gezeigte Zeit',
  groundKeys: 'Pfeiltasten zeigen frühere oder spätere Zeit, Plus und Minus zoomen, Pos1 geht zu jetzt.',
  lines: 'Linien',
  noRows: 'Hier gibt es keine Linie.',
  noBars: 'Nichts geplant',
  nowAt: (time) => `jetzt ${time}`,
  resting: (list) => `Arbeitet nicht: ${list}.`,
  restingMore: (count) => `und ${count} weitere`,

  parking: 'Parkplatz',
  parkingHint: (count) => `${count} · auf eine Linie ziehen`,
  parkingCount: (count) => String(count),
  parkingNone: 'Nichts ist geparkt. Ziehen Sie einen Auftrag hierher, um ihn von seiner Linie zu nehmen.',
  parkingNotFound: 'Nichts Geparktes passt zu Suche oder Filter.',
  parkHere: 'Zum Parken loslassen',
  parkingShow: 'Zeigen',
  parkingHide: 'Verbergen',

  conflict: 'Konflikt',
  late: 'verspätet',
  versions: 'zwei Fassungen',
  stale: 'nicht live',
  unsent: 'noch nicht gesendet',
  draft: 'Entwurf',
  pinned: 'fixiert',
  frozen: 'eingefroren',

  ifDropped: 'Wenn hier abgelegt',
  refused: 'Hier nicht',
  keysPointer: 'Esc bricht ab',
  keysCarried: 'Pfeile bewegen · Umschalt: nach Zeit · Eingabe legt ab · Esc bricht ab',
  timeLane: (time) => `um ${time}`,
  timeLaneHint: 'zu einer Zeit',
  several: (title, more) => `${title} + ${more}`,
  picked: (what) => `${what} aufgenommen. Pfeiltasten bewegen, Eingabe legt ab, Escape bricht ab.`,
  droppedAt: (what) => `${what} abgelegt.`,
  putBack: (what) => `${what} ist wieder dort, wo es war.`,
  cannot: (why) => `Kann nicht abgelegt werden: ${why}`,
  notMovable: (what) => `${what} kann nicht bewegt werden.`,
  gone: 'Jemand anderes hat es geändert; es ist wieder dort, wo es war.',
  orders,
  found: (count) => `${orders(count)} gefunden`,
  shown: (period) => `Gezeigt: ${period}`,
  selected: (count) => `${orders(count)} ausgewählt`,

  open: 'Öffnen',
  moveTo: 'Verschieben …',
  park: 'Parken',
  menuOf: (what) => `Was soll mit ${what} geschehen`,
};
