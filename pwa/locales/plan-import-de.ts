import type { PlanImportWords } from './plan-import-en.ts';
import { pluralOf } from './plural.ts';

const plural = pluralOf('de');
const n = (count: number) => count.toLocaleString('de');

/** What a schema says, in words; what only its makers understand is left out. */
function limit(detail: string): string {
  const [, sign, figure] = /^must be (>=|<=) (\d+)$/.exec(detail) ?? [];
  if (figure !== undefined) return `: ${sign === '>=' ? 'mindestens' : 'höchstens'} ${n(Number(figure))}`;
  const [, characters] = /^must not have more than (\d+) characters$/.exec(detail) ?? [];
  return characters === undefined ? '' : `: höchstens ${n(Number(characters))} Zeichen`;
}

const columns: PlanImportWords['columns'] = {
  reference: 'Auftragsnummer',
  product: 'Produkt',
  shortName: 'Kurzname',
  item: 'Artikelnummer',
  lot: 'Los',
  lotNumber: 'Losnummer',
  upstreamLot: 'Streifenlos',
  quantity: 'Menge',
  due: 'Fällig',
  priority: 'Priorität',
  line: 'Linie',
  notes: 'Notizen',
  colour: 'Farbe',
  state: 'Zustand',
  effective: 'Menge nach Teilung',
  made: 'Gefertigt',
  remaining: 'Offen',
  start: 'Beginn',
  end: 'Ende',
  late: 'Verspätung',
  id: 'ID',
  operation: 'Arbeitsgang',
  setup: 'Rüsten ab',
  earliest: 'Ende, frühestens',
  latest: 'Ende, spätestens',
  wanted: 'Soll',
  perHour: 'Stück pro Stunde',
};

export const planImportDe: PlanImportWords = {
  kinds: {
    orders: 'Aufträge',
    products: 'Produkte',
    rates: 'Leistungen',
    changeovers: 'Rüstmatrix',
    exceptions: 'Feiertage und andere Ausnahmen',
  },
  columns,
  fields: {
    ...columns,
    name: 'Name',
    family: 'Familie',
    processGroup: 'Prozessgruppe',
    ratePerHour: 'Stück pro Stunde',
    validFrom: 'Gültig ab',
    validTo: 'Gültig bis',
    kind: 'Art',
    scope: 'Für wen',
    from: 'Von',
    to: 'Bis',
    ms: 'Minuten',
  },
  orderStates: {
    parked: 'Geparkt',
    queued: 'Eingeplant',
    running: 'Läuft',
    interrupted: 'Angehalten',
    ended: 'Fertig',
    cancelled: 'Abgebrochen',
    closed: 'Geschlossen',
  },
  jobStates: {
    NotAllowedToStart: 'Geparkt',
    AllowedToStart: 'Eingeplant',
    Running: 'Läuft',
    Interrupted: 'Angehalten',
    Ended: 'Fertig',
    Aborted: 'Abgebrochen',
  },
  problems: {
    missing: () => 'fehlt',
    'no-key': () => 'braucht eine Auftrags- oder Losnummer, um wiedergefunden zu werden',
    number: (cell) => `„${cell}“ ist hier keine Zahl`,
    'number-unclear': (cell) => `„${cell}“: Punkt oder Komma – Tausender oder Dezimalen? Die Spalte hat beides`,
    date: (cell) => `„${cell}“ ist kein Datum`,
    'date-unclear': (cell) => `„${cell}“: erst der Tag oder erst der Monat? Die Spalte hat beides`,
    value: (cell, detail) => `„${cell}“ passt nicht${limit(detail)}`,
    'unknown-product': (cell) => `es gibt kein Produkt „${cell}“`,
    'unclear-product': (cell) => `mehrere Produkte heißen „${cell}“`,
    'products-differ': () => 'Name, Kurzname und Artikelnummer sind nicht von einem Produkt',
    'unknown-line': (cell) => `es gibt keine Linie „${cell}“`,
    'unknown-group': (cell) => `es gibt keine Prozessgruppe „${cell}“`,
    repeated: (_cell, detail) => `steht schon in Zeile ${detail}`,
    'lot-number-taken': (cell, detail) => `Losnummer „${cell}“ gehört zu ${detail}`,
    'several-lines': () => 'hat mehrere Arbeitsgänge: auf der Plantafel verschieben',
    refused: (_cell, detail) => detail,
  },
  heading: 'Tabelle einlesen',
  what: 'Was darin steht',
  choose: 'Datei wählen',
  chooseHint:
    'Oder hier ablegen: .xlsx oder .csv, bis 10 MB. Eine Arbeitsmappe braucht das Gateway in Reichweite, CSV nicht.',
  paste: 'Oder Zeilen aus einer Tabelle einfügen',
  pasteHint: 'Mit Überschriften, wenn es welche gibt.',
  matrixHint: 'Erste Zeile und erste Spalte sind Familien, die Zellen Minuten. „*“ steht für alle.',
  reading: (name) => `${name} wird gelesen\u00a0…`,
  cancel: 'Abbrechen',
  comparing: 'Wird mit dem Plan verglichen\u00a0…',
  otherTable: 'Andere Tabelle',
  tooLarge: 'Die Datei ist größer als 10 MB. Bitte Überflüssiges entfernen oder sie teilen.',
  tooManyRows: (most: number) => `Die Datei hat mehr als ${n(most)} Zeilen. Bitte teilen.`,
  noText: 'Die Datei ist kein Text. Bitte als .xlsx oder als CSV (UTF-8) speichern.',
  unreachable:
    'Das Gateway ist nicht erreichbar, und nur es liest Arbeitsmappen. Bitte als CSV speichern oder die Zeilen einfügen.',
  failed: 'Die Datei lässt sich nicht lesen. Bitte neu als .xlsx oder als CSV speichern.',
  noSheets: 'In der Datei steht nichts.',
  sheet: 'Blatt',
  pasted: 'Eingefügt',
  rowsIn: (count, name) => `${name}: ${plural(count, { one: '1 Zeile', other: `${n(count)} Zeilen` })}`,
  columnsHeading: 'Spalten',
  columnsFound: (read, unread) =>
    unread.length === 0
      ? `${n(read)} Spalten werden gelesen`
      : `${n(read)} Spalten werden gelesen, ▲ ${n(unread.length)} nicht: ${unread.join(', ')}`,
  columnsHint: 'Was als was gelesen wird. Bitte ändern, wo es nicht stimmt.',
  column: 'Spalte',
  columnNumber: (index) => `Spalte ${index}`,
  firstValues: 'Erste Werte',
  readAs: 'Wird gelesen als',
  notRead: '– nicht gelesen –',
  headings: 'Überschriften in Zeile',
  noHeadings: 'keine',
  isReadAs: (cell) => `Wie ist „${cell}“ zu lesen?`,
  decimalPoint: 'Dezimalen nach einem Punkt',
  decimalComma: 'Dezimalen nach einem Komma',
  dayFirst: 'zuerst der Tag',
  monthFirst: 'zuerst der Monat',
  wanted: (names) => `Keine Spalte gefunden für: ${names}. Bitte angeben, welche es ist.`,
  wantedMatrix: 'Die Tabelle hat keine zweite Spalte.',
  report: 'Was die Zeilen bewirken würden',
  sum: (created, changed, unchanged, refused) =>
    `${n(created)} neu · ${n(changed)} geändert · ${n(unchanged)} unverändert · ${n(refused)} nicht möglich`,
  row: 'Zeile',
  about: 'Was',
  says: 'Was daraus wird',
  created: 'neu',
  change: (field, was, becomes) => `${field}: ${was} → ${becomes}`,
  begunChange: (count) =>
    plural(count, { one: 'ändert 1 begonnenen Auftrag', other: `ändert ${n(count)} begonnene Aufträge` }),
  unchanged: 'unverändert',
  withField: (field, problem) => `${field}: ${problem}`,
  enter: (count, kind) => {
    if (kind === 'orders')
      return plural(count, { one: '1 Auftrag übernehmen', other: `${n(count)} Aufträge übernehmen` });
    return plural(count, { one: '1 Zeile übernehmen', other: `${n(count)} Zeilen übernehmen` });
  },
  refusedStay: (count) => plural(count, { one: '1 Zeile bleibt draußen', other: `${n(count)} Zeilen bleiben draußen` }),
  nothing: 'Nichts zu übernehmen',
  entering: 'Wird übernommen\u00a0…',
  entered: (count) => plural(count, { one: '1 Zeile übernommen', other: `${n(count)} Zeilen übernommen` }),
  enteredOf: (done, of) => `Wird übernommen: ${n(done)} von ${n(of)} Zeilen`,
  enteredStays: 'Was übernommen ist, bleibt.',
  sheetOrders: 'Aufträge',
  sheetBoard: 'Plantafel',
};
