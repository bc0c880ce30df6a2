import type { ProductsWords } from './products-en.ts';

const validity = { validFrom: 'Gültig ab', validTo: 'Gültig bis' };

export const productsDe: ProductsWords = {
  table: {
    sheets: { products: 'Produkte', rates: 'Leistungen', changeovers: 'Rüstzeiten' },
    titles: {
      products: {
        ...{ name: 'Name', shortName: 'Kurzname', item: 'Artikelnummer', family: 'Familie', colour: 'Farbe' },
        ...{
          processGroup: 'Prozessgruppe',
          ratePerHour: 'Leistung je Stunde',
          ...validity,
          route: 'Arbeitsplan',
          id: 'ID',
        },
      },
      rates: { product: 'Produkt', line: 'Linie', perHour: 'Je Stunde', ...validity, id: 'ID' },
      changeovers: { from: 'Von', to: 'Nach', line: 'Linie', ms: 'Minuten', ...validity, id: 'ID' },
    },
    corner: 'Von ↓ nach →',
  },
  onlyGateway: 'Eine Arbeitsmappe braucht das Gateway in Reichweite, CSV nicht.',
  saved: (name: string) => `${name} gespeichert`,
  find: 'Suchen',
  noneFound: 'Nichts passt dazu',
  showAll: 'Alles zeigen',
};
