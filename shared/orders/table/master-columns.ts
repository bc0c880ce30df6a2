/** Columns of tables of master data: products, rates, exceptions of the calendar. A changeover table has no headings but families. */
import type { TableColumn } from './columns.ts';

const VALIDITY: readonly TableColumn[] = [
  {
    field: 'validFrom',
    kind: 'date',
    headings: ['valid from', 'effective', 'effective date', 'gültig ab', 'gueltig ab', 'gültig von'],
  },
  { field: 'validTo', kind: 'date', headings: ['valid to', 'valid until', 'gültig bis', 'gueltig bis'] },
];
/** Of an export of ours: what it was, whatever is written beside it. */
export const ID: TableColumn = { field: 'id', kind: 'text', headings: ['ID', 'Kennung'] };
const PER_HOUR = [
  'rate',
  'rate per hour',
  'per hour',
  'parts per hour',
  'pieces per hour',
  'standard rate',
  'standard rate per hour',
  'pcs/h',
  'Leistung',
  'Leistung pro Stunde',
  'Leistung je Stunde',
  'je Stunde',
  'pro Stunde',
  'Stück pro Stunde',
  'Stück/h',
  'Richtleistung',
  'Sollleistung',
];
const LINE: TableColumn = { field: 'line', kind: 'line', headings: ['line', 'machine', 'Linie', 'Anlage', 'Maschine'] };
const GROUP = ['process group', 'group', 'process', 'Prozessgruppe', 'Gruppe', 'Bereich'];

export const PRODUCT_COLUMNS: readonly TableColumn[] = [
  {
    field: 'name',
    kind: 'text',
    own: ['Name'],
    headings: ['name', 'product', 'product name', 'description', 'Produkt', 'Produktname', 'Artikel', 'Bezeichnung'],
  },
  {
    field: 'shortName',
    kind: 'text',
    own: ['Short name', 'Kurzname'],
    headings: ['short name', 'shortname', 'Kurzname', 'Kurzbezeichnung', 'Kürzel'],
  },
  {
    field: 'item',
    kind: 'text',
    own: ['Item number', 'Artikelnummer'],
    headings: [
      'item',
      'item number',
      'item no',
      'part number',
      'SKU',
      'Artikelnummer',
      'Artikel-Nr',
      'Materialnummer',
      'Teilenummer',
      'Sachnummer',
    ],
  },
  {
    field: 'family',
    kind: 'text',
    own: ['Family', 'Familie'],
    headings: ['family', 'product family', 'Familie', 'Produktfamilie', 'Rüstfamilie'],
  },
  { field: 'colour', kind: 'colour', headings: ['colour', 'color', 'Farbe'] },
  { field: 'processGroup', kind: 'group', headings: GROUP },
  { field: 'ratePerHour', kind: 'number', headings: PER_HOUR },
  ...VALIDITY,
  { field: 'route', kind: 'shown', headings: ['route', 'Arbeitsplan'] },
  ID,
];

export const RATE_COLUMNS: readonly TableColumn[] = [
  {
    field: 'product',
    kind: 'product',
    headings: [
      'product',
      'product name',
      'short name',
      'item',
      'item number',
      'name',
      'Produkt',
      'Kurzname',
      'Artikel',
      'Artikelnummer',
    ],
  },
  LINE,
  { field: 'perHour', kind: 'number', headings: PER_HOUR },
  ...VALIDITY,
  ID,
];

/** As a list; the other form is a matrix of families. */
export const CHANGEOVER_COLUMNS: readonly TableColumn[] = [
  {
    field: 'from',
    kind: 'family',
    headings: ['from', 'from family', 'from product', 'von', 'von Familie', 'von Produkt'],
  },
  { field: 'to', kind: 'family', headings: ['to', 'to family', 'to product', 'nach', 'auf', 'zu', 'zu Familie'] },
  LINE,
  {
    field: 'ms',
    kind: 'minutes',
    headings: [
      'minutes',
      'min',
      'changeover',
      'changeover minutes',
      'set-up',
      'Minuten',
      'Rüstzeit',
      'Rüsten',
      'Dauer',
    ],
  },
  ...VALIDITY,
  ID,
];

export const EXCEPTION_COLUMNS: readonly TableColumn[] = [
  { field: 'kind', kind: 'exception-kind', headings: ['kind', 'type', 'Art', 'Typ'] },
  {
    field: 'scope',
    kind: 'scope',
    headings: ['where', 'scope', 'for', 'line', 'lines', ...GROUP, 'wo', 'gilt für', 'Geltung', 'Linie', 'Anlage'],
  },
  {
    field: 'from',
    kind: 'local-time',
    headings: ['from', 'start', 'begin', 'begins', 'date', 'von', 'ab', 'Beginn', 'Datum'],
  },
  { field: 'to', kind: 'local-end', headings: ['to', 'until', 'end', 'ends', 'bis', 'Ende'] },
  { field: 'name', kind: 'text', headings: ['name', 'reason', 'holiday name', 'Bezeichnung', 'Grund', 'Anlass'] },
  ID,
];
