/** Products, rates and exceptions of the calendar from tables. What is there already is found by what it is, not by an id. */
import type { PlanFields } from '../entities.ts';
import type { Planned } from '../plan.ts';
import type { VerbWorld } from '../verbs/world.ts';
import type { TableColumn } from './columns.ts';
import { nameKey } from './known-names.ts';
import { EXCEPTION_COLUMNS, PRODUCT_COLUMNS, RATE_COLUMNS } from './master-columns.ts';
import type { ReadRow } from './read-cells.ts';
import type { TableKind, TableOptions, TableReport } from './report.ts';
import { plainEntry, refused } from './table-entry.ts';
import { readRows, tableReport, type Cells } from './table-report.ts';

type MasterEntity = 'product' | 'rate' | 'exception';

interface MasterTable<E extends MasterEntity> {
  kind: TableKind;
  entity: E;
  columns: readonly TableColumn[];
  /** Fields that every row needs. */
  needed: readonly string[];
  /** Of a row or of what is there: the same = it is the same thing. The first that both have decides. */
  keys: (fields: PlanFields<E>) => readonly (string | null)[];
  list: (world: VerbWorld) => Iterable<Planned<E>>;
  title: (fields: PlanFields<E>, world: VerbWorld) => string;
}

/** By item number, else short name, else name. */
export function productsFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): TableReport {
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
export function ratesFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): TableReport {
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
export function exceptionsFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): TableReport {
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

function masterFromTable<E extends MasterEntity>(
  table: MasterTable<E>,
  { world, rows, options }: { world: VerbWorld; rows: Cells; options: TableOptions },
): TableReport {
  const { found, read } = readRows(table.columns, rows, world.situation, options);
  const wanted = table.needed.filter((field) => found.columns[field] === undefined);
  if (wanted.length > 0) return tableReport(table.kind, found, [], wanted);

  const known = new Map<string, Planned<E>>();
  for (const planned of table.list(world))
    for (const key of keysOf(table, planned.fields)) if (!known.has(key)) known.set(key, planned);
  const seen = new Map<string, number>();
  const entries = read.map((row: ReadRow) => {
    const fields = {
      ...(table.entity === 'exception' && { scope: 'plant' }),
      ...row.values,
    } as PlanFields<E>;
    const title = table.title(fields, world);
    const missing = table.needed.filter(
      (field) => !(field in fields) && !row.problems.some((one) => one.field === field),
    );
    const problems = [...row.problems, ...missing.map((field) => row.problem('missing', field))];
    if (problems.length > 0) return refused(row, title, problems);
    const keys = keysOf(table, fields);
    const repeated = keys.map((key) => seen.get(key)).find((other) => other !== undefined);
    if (repeated !== undefined) return refused(row, title, [row.problem('repeated', null, String(repeated))]);
    for (const key of keys) seen.set(key, row.row);
    const existing = keys.map((key) => known.get(key)).find((planned) => planned !== undefined);
    const about = { entity: table.entity, id: existing?.id ?? world.newId(), existing, title };
    return plainEntry(world.situation.plan, about, fields, row);
  });
  return tableReport(table.kind, found, entries);
}

/** With the place of each, so that a name never meets a number. */
function keysOf<E extends MasterEntity>({ keys }: MasterTable<E>, fields: PlanFields<E>): string[] {
  return keys(fields).flatMap((key, i) => (key === null ? [] : [`${i}:${key}`]));
}
