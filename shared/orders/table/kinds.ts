/** What tables there are: the columns of each, and what reads it. */
import type { VerbWorld } from '../verbs/world.ts';
import { changeoversFromTable } from './changeovers-from-table.ts';
import type { TableColumn } from './columns.ts';
import { EXCEPTION_COLUMNS, PRODUCT_COLUMNS, RATE_COLUMNS } from './master-columns.ts';
import { exceptionsFromTable, productsFromTable, ratesFromTable } from './master-from-table.ts';
import { ORDER_COLUMNS } from './order-columns.ts';
import { ordersFromTable } from './orders-from-table.ts';
import type { TableKind, TableOptions, TableReport } from './report.ts';
import type { Steps } from './steps.ts';
import type { Cells } from './table-report.ts';

export const TABLES: Readonly<
  Record<
    TableKind,
    {
      /** None = the table is a matrix. */
      columns: readonly TableColumn[];
      read: (world: VerbWorld, rows: Cells, options?: TableOptions) => Steps<TableReport>;
    }
  >
> = {
  orders: { columns: ORDER_COLUMNS, read: ordersFromTable },
  products: { columns: PRODUCT_COLUMNS, read: productsFromTable },
  rates: { columns: RATE_COLUMNS, read: ratesFromTable },
  changeovers: { columns: [], read: changeoversFromTable },
  exceptions: { columns: EXCEPTION_COLUMNS, read: exceptionsFromTable },
};
