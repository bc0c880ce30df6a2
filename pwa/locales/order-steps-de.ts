import type { OrderStepsWords } from './order-steps-en.ts';
import { pluralOf } from './plural.ts';

const plural = pluralOf('de');

export const orderStepsDe: OrderStepsWords = {
  edit: 'Arbeitsgang ändern …',
  editStep: (title) => `${title} ändern`,
  newStep: (title) => `Neuer Arbeitsgang von ${title}`,
  addStep: '+ Arbeitsgang …',
  save: 'Arbeitsgang speichern',
  add: 'Arbeitsgang hinzufügen',
  stepNote: 'Nur für diesen Auftrag: der Arbeitsplan seines Produkts bleibt, wie er ist.',
  stepSaved: (title) => `${title} geändert`,
  stepAdded: (operation) => `${operation} hinzugefügt`,
  stepRemoved: (title) => `${title} entfernt`,
  renew: 'Arbeitsgänge nach Arbeitsplan neu',
  renewNote: 'Der Arbeitsplan des Produkts ist ein anderer als die Arbeitsgänge dieses Auftrags.',
  renewed: (title) => `Arbeitsgänge von ${title} neu angelegt`,
  staysOf: (product) => `die Arbeitsgänge bleiben die von ${product}`,
  stayFor: (count) =>
    plural(count, {
      one: '1 begonnener Auftrag behält seine Arbeitsgänge',
      other: `${count} begonnene Aufträge behalten ihre Arbeitsgänge`,
    }),
  rework: 'Alles ab diesem Arbeitsgang',
  waitsFor: 'Wartet auf',
  waitedBy: 'Vor',
  doneBy: 'Gemacht von',
  setUp: 'Rüsten',
  rate: 'Leistung',
  factor: 'Stück für eines des Auftrags',
  crew: 'Mannschaft',
  after: (job) => `nach ${job}`,
  later: (time) => `frühestens ${time} danach`,
  from: (pieces, count) => plural(count, { one: 'ab 1 Stück', other: `ab ${pieces} Stück` }),
  times: (factor) => `× ${factor}`,
  taskDone: 'erledigt',
  taskFree: 'von niemandem übernommen',
  taskBlocks: 'wird abgewartet',
  tasks: (count) => plural(count, { one: '1 Aufgabe', other: `${count} Aufgaben` }),
  lotOwn: (lot, line) => `Los ${lot} (${line}) diesem Auftrag zugeordnet`,
  lotTo: (lot, line, job) => `Los ${lot} (${line}) zugeordnet: ${job}`,
  lotFreed: (lot, line) => `Los ${lot} (${line}) gehört zu keinem Auftrag mehr`,
  splitBegun:
    'Alles davon ist begonnen, also lässt sich nichts abteilen. Was begonnen ist, bleibt bis zum letzten Arbeitsgang ein Auftrag: Gefertigtes wird über die Losnummer gezählt, und ein Los gehört zu einem Auftrag.',
  copyFrom: 'Kopieren von …',
  copySearch: 'Produkt mit dem Arbeitsplan',
  copyNone: 'Kein anderes Produkt mit Arbeitsplan heißt so.',
  copyNote: 'Ersetzt die Schritte hier. Gespeichert ist damit noch nichts.',
};
