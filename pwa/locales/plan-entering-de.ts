import type { EnteringWords } from './plan-entering-en.ts';

export const enteringDe: EnteringWords = {
  whyHeading: 'Warum wird das geändert?',
  whyNote: 'An der Linie verlässt man sich auf das, was läuft und als Nächstes kommt. Der Grund ist dort zu lesen.',
  why: 'Grund',
  whyMissing: 'Bitte den Grund nennen.',
  goOn: 'Ändern',
  published: 'Veröffentlicht.',
  notInDraft:
    'Ein Entwurf probiert aus, was geplant ist. Ihn verlassen, um zu sagen, was an einer Linie geschieht, oder um Aufträge zu teilen und zusammenzulegen.',
  mayNot:
    'Das dürfen Sie nicht ändern: Es betrifft Linien oder das ganze Werk, die Sie nicht planen. Ein Admin kann das Recht geben.',
};
