import { pluralOf } from './plural.ts';

const plural = pluralOf('en');

/** Texts of the operations of one order; loaded with its page. */
export const orderStepsEn = {
  edit: 'Change operation …',
  editStep: (title: string) => `Change ${title}`,
  newStep: (title: string) => `New operation of ${title}`,
  addStep: '+ Operation …',
  save: 'Save operation',
  add: 'Add operation',
  stepNote: 'Of this order only: the route of its product stays as it is.',
  stepSaved: (title: string) => `${title} changed`,
  stepAdded: (operation: string) => `${operation} added`,
  stepRemoved: (title: string) => `${title} removed`,
  renew: 'Operations anew from the route',
  renewNote: 'The route of the product is another one than the operations of this order.',
  renewed: (title: string) => `Operations of ${title} made anew`,
  staysOf: (product: string) => `operations stay those of ${product}`,
  stayFor: (count: number) =>
    plural(count, {
      one: '1 order that has begun keeps its operations',
      other: `${count} orders that have begun keep their operations`,
    }),
  rework: 'All from this operation on',
  waitsFor: 'Waits for',
  waitedBy: 'Before',
  doneBy: 'Done by',
  setUp: 'Set-up',
  rate: 'Rate',
  factor: 'Pieces for one of the order',
  crew: 'Crew',
  after: (job: string) => `after ${job}`,
  later: (time: string) => `${time} later at the earliest`,
  from: (pieces: string, count: number) => plural(count, { one: 'from 1 piece on', other: `from ${pieces} pieces on` }),
  times: (factor: string) => `× ${factor}`,
  taskDone: 'done',
  taskFree: 'nobody has claimed it',
  taskBlocks: 'waited for',
  tasks: (count: number) => plural(count, { one: '1 task', other: `${count} tasks` }),
  lotOwn: (lot: string, line: string) => `Lot ${lot} (${line}) assigned to this order`,
  lotTo: (lot: string, line: string, job: string) => `Lot ${lot} (${line}) assigned to ${job}`,
  lotFreed: (lot: string, line: string) => `Lot ${lot} (${line}) assigned to nothing any more`,
  splitBegun:
    'All of it has been begun, so nothing can be split off. What was begun stays one order to its last operation: what is made is counted by its lot number, and a lot belongs to one order.',
  copyFrom: 'Copy from …',
  copySearch: 'Product that has the route',
  copyNone: 'No other product with a route is called so.',
  copyNote: 'Takes the place of the steps here. Nothing is saved yet.',
};

export type OrderStepsWords = typeof orderStepsEn;
