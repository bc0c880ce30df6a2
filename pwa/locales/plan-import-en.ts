import type { CellProblemKind, TableKind } from '../../shared/orders/table/report.ts';
import type { BoardColumn } from '../../shared/orders/table/table-of-board.ts';
import type { OrderColumn, OrderState } from '../../shared/orders/table/table-of-orders.ts';
import type { JobState } from '../../shared/orders/job-state.ts';
import { pluralOf } from './plural.ts';

const plural = pluralOf('en');
const n = (count: number) => count.toLocaleString('en');

/** What a schema says, in words; what only its makers understand is left out. */
function limit(detail: string): string {
  const [, sign, figure] = /^must be (>=|<=) (\d+)$/.exec(detail) ?? [];
  if (figure !== undefined) return `: ${sign === '>=' ? 'at least' : 'at most'} ${n(Number(figure))}`;
  const [, characters] = /^must not have more than (\d+) characters$/.exec(detail) ?? [];
  return characters === undefined ? '' : `: at most ${n(Number(characters))} characters`;
}

const kinds: Record<TableKind, string> = {
  orders: 'Orders',
  products: 'Products',
  rates: 'Standard rates',
  changeovers: 'Changeover matrix',
  exceptions: 'Holidays and other exceptions',
};

/** Headings of exported tables: an import knows them again. */
const columns: Record<OrderColumn | BoardColumn, string> = {
  reference: 'Work order',
  product: 'Product',
  shortName: 'Short name',
  item: 'Item number',
  lot: 'Lot',
  lotNumber: 'Lot number',
  upstreamLot: 'Strip lot',
  quantity: 'Quantity',
  due: 'Due',
  priority: 'Priority',
  line: 'Line',
  notes: 'Notes',
  colour: 'Colour',
  state: 'State',
  effective: 'Quantity after splits',
  made: 'Made',
  remaining: 'Remaining',
  start: 'Start',
  end: 'End',
  late: 'Late by',
  id: 'ID',
  operation: 'Operation',
  setup: 'Set-up from',
  earliest: 'End, earliest',
  latest: 'End, latest',
  wanted: 'Wanted',
  perHour: 'Pieces per hour',
};

const fields: Record<string, string> = {
  ...columns,
  name: 'Name',
  family: 'Family',
  processGroup: 'Process group',
  ratePerHour: 'Pieces per hour',
  validFrom: 'Valid from',
  validTo: 'Valid to',
  kind: 'Kind',
  scope: 'For whom',
  from: 'From',
  to: 'To',
  ms: 'Minutes',
};

const orderStates: Record<OrderState, string> = {
  parked: 'Parked',
  queued: 'Scheduled',
  running: 'Running',
  interrupted: 'Paused',
  ended: 'Completed',
  cancelled: 'Cancelled',
  closed: 'Closed',
};
const jobStates: Record<JobState, string> = {
  NotAllowedToStart: 'Parked',
  AllowedToStart: 'Scheduled',
  Running: 'Running',
  Interrupted: 'Paused',
  Ended: 'Completed',
  Aborted: 'Cancelled',
};

const problems: Record<CellProblemKind, (cell: string, detail: string) => string> = {
  missing: () => 'is missing',
  'no-key': () => 'needs a work order or a lot number, to be found again',
  number: (cell) => `“${cell}” is no number here`,
  'number-unclear': (cell) => `“${cell}”: point or comma – thousands or decimals? The column has both`,
  date: (cell) => `“${cell}” is no date`,
  'date-unclear': (cell) => `“${cell}”: day or month first? The column has both`,
  value: (cell, detail) => `“${cell}” does not fit${limit(detail)}`,
  'unknown-product': (cell) => `there is no product “${cell}”`,
  'unclear-product': (cell) => `several products are called “${cell}”`,
  'products-differ': () => 'name, short name and item number are not of one product',
  'unknown-line': (cell) => `there is no line “${cell}”`,
  'unknown-group': (cell) => `there is no process group “${cell}”`,
  repeated: (_cell, detail) => `row ${detail} has the same`,
  'lot-number-taken': (cell, detail) => `lot number “${cell}” is that of ${detail}`,
  'several-lines': () => 'has several operations: move them on the board',
  refused: (_cell, detail) => detail,
};

/** Texts of bringing tables into the plan and taking them out; loaded with the pages of the plan. */
export const planImportEn = {
  kinds,
  columns,
  fields,
  orderStates,
  jobStates,
  problems,
  heading: 'Import a table',
  what: 'What is in it',
  choose: 'Choose a file',
  chooseHint: 'Or drop it here: .xlsx or .csv, up to 10 MB. A workbook needs the gateway in reach, CSV does not.',
  paste: 'Or paste rows from a spreadsheet',
  pasteHint: 'With headings if there are any.',
  matrixHint: 'First row and first column are families, the cells minutes. “*” stands for any.',
  reading: (name: string) => `Reading ${name}\u00a0…`,
  cancel: 'Cancel',
  comparing: 'Comparing it with the plan\u00a0…',
  otherTable: 'Another table',
  tooLarge: 'The file is larger than 10 MB. Take what is not needed out of it, or split it.',
  tooManyRows: (most: number) => `The file has more than ${n(most)} rows. Split it.`,
  noText: 'The file is no text. Save it as .xlsx or as CSV (UTF-8).',
  unreachable: 'The gateway cannot be reached, and it is what reads workbooks. Save it as CSV, or paste the rows.',
  failed: 'The file cannot be read. Save it anew as .xlsx, or as CSV.',
  noSheets: 'There is nothing in the file.',
  sheet: 'Sheet',
  pasted: 'Pasted',
  rowsIn: (count: number, name: string) => `${name}: ${plural(count, { one: '1 row', other: `${n(count)} rows` })}`,
  columnsHeading: 'Columns',
  columnsFound: (read: number, unread: readonly string[]) =>
    unread.length === 0
      ? `${n(read)} columns are read`
      : `${n(read)} columns are read, ▲ ${n(unread.length)} ${unread.length === 1 ? 'is' : 'are'} not: ${unread.join(', ')}`,
  columnsHint: 'What is read as what. Change it where it is wrong.',
  column: 'Column',
  columnNumber: (index: number) => `Column ${index}`,
  firstValues: 'First values',
  readAs: 'Is read as',
  notRead: '– not read –',
  headings: 'Headings are in row',
  noHeadings: 'none',
  isReadAs: (cell: string) => `How is “${cell}” to be read?`,
  decimalPoint: 'decimals follow a point',
  decimalComma: 'decimals follow a comma',
  dayFirst: 'the day comes first',
  monthFirst: 'the month comes first',
  wanted: (names: string) => `No column was found for: ${names}. Say which it is.`,
  wantedMatrix: 'The table has no second column.',
  report: 'What the rows would do',
  sum: (created: number, changed: number, unchanged: number, refused: number) =>
    `${n(created)} new · ${n(changed)} changed · ${n(unchanged)} as they are · ${n(refused)} cannot be taken`,
  row: 'Row',
  about: 'What',
  says: 'What becomes of it',
  created: 'new',
  change: (field: string, was: string, becomes: string) => `${field}: ${was} → ${becomes}`,
  begunChange: (count: number) =>
    plural(count, { one: 'changes 1 order that has begun', other: `changes ${n(count)} orders that have begun` }),
  unchanged: 'as it is',
  withField: (field: string, problem: string) => `${field}: ${problem}`,
  enter: (count: number, kind: TableKind) => {
    if (kind === 'orders') return plural(count, { one: 'Enter 1 order', other: `Enter ${n(count)} orders` });
    return plural(count, { one: 'Enter 1 row', other: `Enter ${n(count)} rows` });
  },
  refusedStay: (count: number) => plural(count, { one: '1 row stays out', other: `${n(count)} rows stay out` }),
  nothing: 'Nothing to enter',
  entering: 'Entering\u00a0…',
  entered: (count: number) => plural(count, { one: '1 row entered', other: `${n(count)} rows entered` }),
  enteredOf: (done: number, of: number) => `Entering: ${n(done)} of ${n(of)} rows`,
  enteredStays: 'What was entered stays.',
  sheetOrders: 'Orders',
  sheetBoard: 'Board',
};
export type PlanImportWords = typeof planImportEn;
