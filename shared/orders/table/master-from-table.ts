/** Products, rates and exceptions of the calendar from tables. What is there already is found by what it is, not by an id. */
import type { PlanFields } from '../entities.ts';
import type { Planned } from '../plan.ts';
import type { VerbWorld } from '../verbs/world.ts';
import type { TableColumn } from './columns.ts';
import { nameKey } from './known-names.ts';
import { CHANGEOVER_COLUMNS, EXCEPTION_COLUMNS, PRODUCT_COLUMNS, RATE_COLUMNS } from './master-columns.ts';
import type { TableKind, TableOptions, TableReport } from './report.ts';
import { stepped, type Steps } from './steps.ts';
import { plainEntry, refused } from './table-entry.ts';
import { readRows, SHARES, tableReport, type Cells } from './table-report.ts';

type MasterEntity = 'product' | 'rate' | 'exception' | 'changeover';

interface MasterTable<E extends MasterEntity> {
  kind: TableKind;
  entity: E;
  columns: readonly TableColumn[];
  /** Fields that every row needs. */
  needed: readonly string[];
  /** Of a row or of what is there, see `Alike`. */
  keys: (fields: PlanFields<E>) => readonly (string | null)[];
  list: (world: VerbWorld) => Iterable<Planned<E>>;
  title: (fields: PlanFields<E>, world: VerbWorld) => string;
}

/** By item number, else short name, else name. */
export function productsFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): Steps<TableReport> {
  return masterFromTable(
    {
      ...{ kind: 'products', entity: 'product', columns: PRODUCT_COLUMNS, needed: ['name'] },
      keys: ({ item, shortName, name }) =>
        [item ?? null, shortName ?? null, name ?? null].map((key) => key && nameKey(key)),
      list: ({ situation }) => situation.plan.products.values(),
      title: ({ shortName, name, item }) => name ?? shortName ?? item ?? '',
    },
    { world, rows, options },
  );
}

/** By product, line and first day of validity. */
export function ratesFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): Steps<TableReport> {
  return masterFromTable(
    {
      ...{ kind: 'rates', entity: 'rate', columns: RATE_COLUMNS, needed: ['product', 'perHour'] },
      keys: ({ product, line, validFrom }) => [JSON.stringify([product, line ?? null, validFrom ?? null])],
      list: ({ situation }) => situation.plan.rates.values(),
      title: ({ product, line }, { situation }) => {
        const fields = product === undefined ? undefined : situation.plan.products.get(product)?.fields;
        const name = situation.lines.find(({ id }) => id === line)?.name;
        return [fields?.shortName ?? fields?.name ?? product, name].filter((part) => part !== undefined).join(', ');
      },
    },
    { world, rows, options },
  );
}

/** By whom it is for, what it is, and when it begins. */
export function exceptionsFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): Steps<TableReport> {
  return masterFromTable(
    {
      ...{ kind: 'exceptions', entity: 'exception', columns: EXCEPTION_COLUMNS, needed: ['kind', 'from', 'to'] },
      keys: ({ scope, kind, from }) => [JSON.stringify([scope ?? 'plant', kind, from])],
      list: ({ situation }) => situation.plan.exceptions.values(),
      title: ({ name, from }) => [name, from?.slice(0, 10)].filter((part) => part !== undefined).join(', '),
    },
    { world, rows, options },
  );
}

/** One by one, with the line and the dates for which each holds. By from, to, line and first day. */
export function changeoverListFromTable(world: VerbWorld, rows: Cells, options: TableOptions): Steps<TableReport> {
  return masterFromTable(
    {
      ...{ kind: 'changeovers', entity: 'changeover', columns: CHANGEOVER_COLUMNS, needed: ['from', 'to', 'ms'] },
      keys: ({ from, to, line, validFrom }) => [JSON.stringify([from, to, line ?? null, validFrom ?? null])],
      list: ({ situation }) => situation.plan.changeovers.values(),
      title: ({ from, to }) => [from, to].filter((part) => part !== undefined).join(' → '),
    },
    { world, rows, options },
  );
}

function* masterFromTable<E extends MasterEntity>(
  table: MasterTable<E>,
  { world, rows, options }: { world: VerbWorld; rows: Cells; options: TableOptions },
): Steps<TableReport> {
  const { found, read } = yield* readRows(table.columns, rows, world.situation, options);
  const wanted =
    found.columns.id === undefined ? table.needed.filter((field) => found.columns[field] === undefined) : [];
  if (wanted.length > 0) return yield* tableReport(table.kind, found, [], wanted);

  const ids = new Map<string, Planned<E>>();
  const known = new Alike<E, Planned<E>>(table);
  for (const planned of table.list(world)) {
    ids.set(planned.id, planned);
    known.add(planned.fields, planned);
  }
  /** Rows by what they are about: by the id of what is there, by keys of what is not. */
  const seen = new Map<string, number>();
  const fresh = new Alike<E, { row: number }>(table);
  const entries = yield* stepped(read, SHARES.entries, (row) => {
    const { id: said, ...values } = row.values;
    // An id that is not known here (of another plant, of what is deleted) says nothing.
    const existing = ids.get(String(said)) ?? known.find(values as PlanFields<E>);
    const isNew = existing === undefined;
    const fields = { ...(isNew && table.entity === 'exception' && { scope: 'plant' }), ...values } as PlanFields<E>;
    const title = table.title(existing?.fields ?? fields, world);
    const missing = table.needed.filter(
      (field) => isNew && !(field in fields) && !row.problems.some((one) => one.field === field),
    );
    const problems = [...row.problems, ...missing.map((field) => row.problem('missing', field))];
    if (problems.length > 0) return refused(row, title, problems);
    const repeated = existing ? seen.get(existing.id) : fresh.find(fields)?.row;
    if (repeated !== undefined) return refused(row, title, [row.problem('repeated', null, String(repeated))]);
    if (existing) seen.set(existing.id, row.row);
    else fresh.add(fields, { row: row.row });
    const about = { entity: table.entity, id: existing?.id ?? world.newId(), existing, title };
    return plainEntry(world.situation.plan, about, fields, row);
  });
  return yield* tableReport(table.kind, found, entries);
}

/** Things by what they are: of the keys of two, the first that both have decides. */
class Alike<E extends MasterEntity, T> {
  readonly #table: MasterTable<E>;
  readonly #byKey = new Map<string, { keys: readonly (string | null)[]; of: T }[]>();

  constructor(table: MasterTable<E>) {
    this.#table = table;
  }

  add(fields: PlanFields<E>, of: T): void {
    const one = { keys: this.#table.keys(fields), of };
    for (const key of named(one.keys)) {
      const others = this.#byKey.get(key);
      if (others) others.push(one);
      else this.#byKey.set(key, [one]);
    }
  }

  find(fields: PlanFields<E>): T | undefined {
    const keys = this.#table.keys(fields);
    for (const key of named(keys)) {
      const found = this.#byKey.get(key)?.find((other) => isSame(other.keys, keys));
      if (found) return found.of;
    }
    return undefined;
  }
}

function isSame(one: readonly (string | null)[], other: readonly (string | null)[]): boolean {
  const first = one.findIndex((key, i) => key !== null && other[i] != null);
  return first >= 0 && one[first] === other[first];
}

/** With the place of each, so that a name never meets a number. */
function named(keys: readonly (string | null)[]): string[] {
  return keys.flatMap((key, i) => (key === null ? [] : [`${i}:${key}`]));
}
