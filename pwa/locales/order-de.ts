import type { OrderWords } from './order-en.ts';

export const orderDe: OrderWords = {
  became: (was, is) => `${was} → ${is}`,
  otherTurn: (line) => `an anderer Stelle auf ${line}`,
  resume: 'Fortsetzen',
  splitDone: (title) => `${title} steht auf dem Parkplatz`,
  commentEdit: 'Ändern',
  commentRemove: 'Entfernen',
  commentSave: 'Speichern',
  commentChanged: 'Kommentar geändert',
  commentRemoved: 'Kommentar entfernt',
  partUnknown: 'Niemand hat gesagt, wie viele es sind: zuerst eine Menge angeben.',
  splitNone: 'Alles davon ist begonnen: es gibt nichts abzuteilen.',
  reworkNone: 'Davon ist noch nichts gefertigt: es gibt nichts nachzuarbeiten.',
  left: (title, count) => `${title}: ${count} fehlen`,
};
