import { pluralOf } from './plural.ts';

const plural = pluralOf('en');
const orders = (count: number) => plural(count, { one: '1 order', other: `${count} orders` });

export const boardEn = {
  board: 'Schedule board',
  boardKeys:
    'Arrow keys move from order to order. Space picks up, Enter opens, M asks where to move it, Control and Space selects.',
  boardKeysLook: 'Arrow keys move from order to order. Enter opens, Control and Space selects.',
  ground: 'Time shown',
  groundKeys: 'Arrow keys show earlier or later time, plus and minus zoom, Home goes to now.',
  lines: 'Lines',
  noRows: 'There is no line here.',
  noBars: 'Nothing planned',
  nowAt: (time: string) => `now ${time}`,
  resting: (list: string) => `Does not work: ${list}.`,
  restingMore: (count: number) => `and ${count} more`,

  parking: 'Parking lot',
  parkingHint: (count: number) => `${count} · drag to a line`,
  parkingCount: (count: number) => String(count),
  parkingNone: 'Nothing is parked. Drag an order here to take it off its line.',
  parkingNotFound: 'Nothing that is parked fits the search or filter.',
  parkHere: 'Let go to park',
  parkingShow: 'Show',
  parkingHide: 'Hide',

  conflict: 'conflict',
  late: 'late',
  versions: 'two versions',
  stale: 'not live',
  unsent: 'not yet sent',
  draft: 'draft',
  pinned: 'pinned',
  frozen: 'frozen',

  ifDropped: 'If dropped here',
  refused: 'Not here',
  keysPointer: 'Esc cancels',
  keysCarried: 'Arrows move · Shift: by time · Enter drops · Esc cancels',
  timeLane: (time: string) => `at ${time}`,
  timeLaneHint: 'at a time',
  several: (title: string, more: number) => `${title} + ${more}`,
  picked: (what: string) => `${what} picked up. Arrow keys move it, Enter drops it, Escape cancels.`,
  droppedAt: (what: string) => `${what} dropped.`,
  putBack: (what: string) => `${what} is back where it was.`,
  cannot: (why: string) => `Cannot be dropped: ${why}`,
  notMovable: (what: string) => `${what} cannot be moved.`,
  gone: 'It was changed by somebody else and is back where it was.',
  orders,
  found: (count: number) => `${orders(count)} found`,
  shown: (period: string) => `Shown: ${period}`,
  selected: (count: number) => `${orders(count)} selected`,

  open: 'Open',
  moveTo: 'Move …',
  park: 'Park',
  menuOf: (what: string) => `What to do with ${what}`,
};

export type BoardWords = typeof boardEn;
