import type { PlanDraftsWords } from './plan-drafts-en.ts';

export const planDraftsDe: PlanDraftsWords = {
  draftHeading: (name) => `Entwurf „${name}“`,
  draftOthers: 'Andere Entwürfe',
  showAll: (count) => `Alle ${count} zeigen`,
  meanwhileSeen: 'Wird jetzt veröffentlicht, gilt statt dessen, was der Entwurf sagt.',
  placeBefore: (line, title) => `${line}, vor ${title}`,
  placeLast: (line) => `${line}, zuletzt`,
  placeNotBefore: (place, at) => `${place}, nicht vor ${at}`,
  placePinned: (place, at) => `${place}, fest auf ${at}`,
  nothingLeft: (made, wanted) => `nichts mehr zu fertigen: ${made} von ${wanted}`,
  'move-whole': 'Alle wartenden Schritte: jeder als letzter der Linie, auf der er zuerst endet',
  loadWhole: 'Ganze Aufträge einplanen …',
  stepsLoaded: (count) => (count === 1 ? '1 Schritt eingeplant' : `${count} Schritte eingeplant`),
  arranging: 'Sucht eine bessere Reihenfolge …',
};
