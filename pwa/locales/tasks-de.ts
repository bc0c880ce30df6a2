import { pluralOf } from './plural.ts';
import type { TasksWords } from './tasks-en.ts';

const plural = pluralOf('de');

export const tasksDe: TasksWords = {
  which: 'Welche Aufgaben',
  counted: (name, count) => `${name} ${count}`,
  line: 'Linie',
  allLines: 'Alle Linien',
  groupPresses: 'Überfällig',
  groupSoon: 'Innerhalb von 8 Stunden',
  groupLater: 'Später',
  groupPast: 'Niemand wartet mehr darauf',
  overdue: (by) => `seit ${by} überfällig`,
  late: (by) => `${by} zu spät`,
  was: (ago) => `vor ${ago}`,
  dueAt: (at) => `war fällig ${at}`,
  waitedFor: 'der Auftrag wartet darauf',
  begunWithout: 'ohne sie begonnen',
  within: (time) => `in ${time}`,
  noTime: 'noch keine Zeit',
  noTimeWhy: 'ihr Auftrag ist nicht eingeplant',
  doneAt: (at) => `erledigt ${at}`,
  elsewhere: (count) =>
    plural(count, { one: 'Mit anderen Filtern gibt es 1.', other: `Mit anderen Filtern gibt es ${count}.` }),
  showAll: 'Alle zeigen',
  howTheyCome: 'Aufgaben kommen mit den Aufträgen eines Produkts: Sein Arbeitsplan sagt, welche und für wen.',
  toRoutes: 'Zu Produkten und Arbeitsplänen',
  waited: 'Wartezeit nach Ursache',
  waitedNote: 'Worauf gewartet wurde und nach heutigem Stand gewartet wird, auf allen Linien.',
};
