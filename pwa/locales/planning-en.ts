import type { PlanEntity } from '../../shared/documents/change.ts';
import type { ExecutionVerb } from '../../shared/documents/execution.ts';
import type { PlanRefusal } from '../../shared/orders/said.ts';
import type { PlanField } from './planning.ts';

/** How entries about the plan are told, and why it could not take one. */
export interface PlanningWords {
  entities: Record<PlanEntity, string>;
  fields: Record<PlanField, string>;
  verbs: Record<ExecutionVerb, (job: string, line: string) => string>;
  /** Of fields that are one of several; by field. */
  values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why the plan could not take it. */
  refused: Record<PlanRefusal, string>;
  /** It did not say why. */
  refusedPlan: string;
  changed: (entity: string, name: string, fields: string) => string;
  newOrder: (name: string) => string;
  more: (count: number) => string;
  draft: (name: string, what: string) => string;
  split: (quantity: string, from: string, to: string) => string;
  merge: (quantity: string, from: string, to: string) => string;
  rework: (quantity: string, from: string, to: string) => string;
  again: string;
  /** Of an order whose number is another one's. */
  otherNumber: (field: string, name: string) => string;
  numberMissing: string;
  numberIs: (name: string) => string;
  why: string;
  empty: string;
  yes: string;
  no: string;
  parkingLot: string;
  /** Of what is too much for a line. */
  changedInside: string;
}

export const planningEn: PlanningWords = {
  entities: {
    order: 'Order',
    job: 'Job',
    comment: 'Comment on',
    task: 'Task',
    product: 'Product',
    rate: 'Rate of',
    changeover: 'Changeover',
    week: 'Week',
    exception: 'Calendar',
    setting: 'Setting',
    lot: 'Lot',
    view: 'View',
  },
  fields: {
    product: 'product',
    lot: 'lot',
    lotNumber: 'lot number',
    upstreamLot: 'upstream lot number',
    quantity: 'quantity',
    due: 'due',
    priority: 'priority',
    colour: 'colour',
    notes: 'notes',
    movesBy: 'which rate moves it',
    reworkOf: 'what it mends',
    closed: 'closed',
    reference: 'reference',
    deleted: 'deleted',
    order: 'order',
    operation: 'operation',
    position: 'position',
    processGroup: 'process group',
    lines: 'lines',
    factor: 'factor',
    ratePerHour: 'rate',
    setupMs: 'set-up time',
    after: 'what comes before',
    crew: 'crew',
    tasks: 'tasks',
    place: 'place',
    text: 'text',
    claimed: 'who does it',
    done: 'done',
    note: 'note',
    name: 'name',
    shortName: 'short name',
    item: 'item number',
    family: 'family',
    route: 'route',
    validFrom: 'valid from',
    validTo: 'valid until',
    line: 'line',
    perHour: 'rate',
    from: 'from',
    to: 'to',
    ms: 'time',
    scope: 'where it holds',
    days: 'shifts',
    kind: 'kind',
    frozen: 'frozen jobs',
    lots: 'how lots start',
    job: 'job',
    page: 'page',
    query: 'filter',
  },
  verbs: {
    start: (job, line) => `Started ${job} on ${line}`,
    pause: (job, line) => `Paused ${job} on ${line}`,
    resume: (job, line) => `Resumed ${job} on ${line}`,
    complete: (job, line) => `Completed ${job} on ${line}`,
    abort: (job, line) => `Cancelled ${job} on ${line}`,
    reopen: (job, line) => `Opened ${job} on ${line} again`,
  },
  values: {
    movesBy: { standard: 'standard rate', extrapolated: 'extrapolated rate' },
    lots: { automatic: 'start their order', confirm: 'are confirmed' },
    kind: {
      ...{ holiday: 'holiday', closed: 'closed', maintenance: 'maintenance', overtime: 'overtime' },
      ...{ split: 'split', merge: 'merge', rework: 'rework' },
    },
    page: { board: 'board', orders: 'orders' },
    verb: {
      start: 'started',
      pause: 'paused',
      resume: 'resumed',
      complete: 'completed',
      abort: 'cancelled',
      reopen: 'opened again',
    },
  },
  refused: {
    field: 'a value does not fit its field',
    unknown: 'it is about something that is not in the plan',
    'lot-number-taken': 'another order has this lot number',
    'reference-taken': 'another order has this reference',
    'wrong-line': 'the line cannot do this operation',
    'unknown-line': 'there is no such line',
    ran: 'it has run: it can be cancelled, not deleted',
    ended: 'it is completed, closed or cancelled',
    'not-running': 'it was not running',
    'line-busy': 'the line was running another job',
    'line-idle': 'nothing was running there',
    frozen: 'it is frozen: moving it needs a reason',
    quantity: 'there is not so much of it',
    differs: 'the products differ',
    cycle: 'the jobs would wait for each other',
    dates: 'the dates do not fit together',
  },
  refusedPlan: 'it does not fit the plan as it is now',
  changed: (entity, name, fields) => `${entity} ${name}: ${fields}`,
  newOrder: (name) => `New order ${name}`,
  more: (count) => `and ${count} more`,
  draft: (name, what) => `Draft “${name}”: ${what}`,
  split: (quantity, from) => `${quantity} split off ${from}`,
  merge: (quantity, from, to) => `${quantity} of ${from} merged into ${to}`,
  rework: (quantity, from) => `${quantity} of ${from} to be reworked`,
  again: 'Enter it again as the plan is now?',
  otherNumber: (field, name) => `Another ${field} for ${name}`,
  numberMissing: 'Give a number that no other order has, or leave it empty.',
  numberIs: (name) => `${name} has this one.`,
  why: 'Reason (optional)',
  empty: 'empty',
  yes: 'yes',
  no: 'no',
  parkingLot: 'parking lot',
  changedInside: 'changed',
};
