/** Which master data are looked at, as the address says it. Pure. */
import type { SheetRow } from '../components/sheet/sheet-model.ts';

export const PRODUCT_TABS = ['products', 'rates', 'changeovers', 'settings'] as const;
export type ProductTab = (typeof PRODUCT_TABS)[number];

export interface ProductsLook {
  tab: ProductTab;
  /** Of changeovers: an id; '' = what holds on all lines. */
  line: string;
  /** Of changeovers: each entry with its dates, instead of the matrix. */
  list: boolean;
  /** Products that have a row and a column of their own in the matrix although no entry names them yet. */
  also: readonly string[];
  /** What is looked for in the rows. */
  find: string;
}

export function productsLookIn(search: string): ProductsLook {
  const query = new URLSearchParams(search);
  return {
    tab: PRODUCT_TABS.find((tab) => tab === query.get('tab')) ?? 'products',
    line: query.get('line') ?? '',
    list: query.has('list'),
    also: query.getAll('also').slice(0, 50),
    find: query.get('find') ?? '',
  };
}

export function searchOfProducts({ tab, line, list, also, find }: ProductsLook): string {
  const query = new URLSearchParams();
  if (tab !== 'products') query.set('tab', tab);
  if (tab === 'changeovers') {
    if (line !== '') query.set('line', line);
    if (list) query.set('list', '');
    for (const product of also) query.append('also', product);
  }
  if (find !== '') query.set('find', find);
  return `?${query.toString()}`;
}

/** Rows that have all the words somewhere; one of which something was not taken always stays in sight, as do those of `stay`. */
export function rowsFound(
  rows: readonly SheetRow[],
  find: string,
  stay: ReadonlySet<string> = new Set(),
): readonly SheetRow[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ id, title, cells, isWrong }) => {
    const text = [title, ...Object.values(cells).map((cell) => cell.text)].join('\n').toLowerCase();
    return isWrong === true || stay.has(id) || words.every((word) => text.includes(word));
  });
}
