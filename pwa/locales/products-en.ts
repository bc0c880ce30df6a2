import type { MasterTableWords } from '../../shared/orders/table/tables-of-master.ts';

const validity = { validFrom: 'Valid from', validTo: 'Valid to' };

/** Words of tables of master data as files, and of their rows on a phone. */
export const productsEn = {
  table: {
    sheets: { products: 'Products', rates: 'Rates', changeovers: 'Changeovers' },
    titles: {
      products: {
        ...{ name: 'Name', shortName: 'Short name', item: 'Item number', family: 'Family', colour: 'Colour' },
        ...{ processGroup: 'Process group', ratePerHour: 'Rate per hour', ...validity, route: 'Route', id: 'ID' },
      },
      rates: { product: 'Product', line: 'Line', perHour: 'Per hour', ...validity, id: 'ID' },
      changeovers: { from: 'From', to: 'To', line: 'Line', ms: 'Minutes', ...validity, id: 'ID' },
    },
    corner: 'From ↓ to →',
  } satisfies MasterTableWords as MasterTableWords,
  onlyGateway: 'A workbook needs the gateway in reach; CSV does not.',
  saved: (name: string) => `${name} saved`,
  find: 'Search',
  noneFound: 'Nothing fits that',
  showAll: 'Show all',
};
export type ProductsWords = typeof productsEn;
