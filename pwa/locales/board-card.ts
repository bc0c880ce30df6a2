/** Words of the card beside a bar. */
import { language } from './locale.ts';

const en = {
  starts: 'Starts',
  began: 'Began',
  ran: 'Ran',
  takes: 'Working time',
  ofStandard: (share: string) => `${share} of standard`,
  spare: (by: string) => `${by} to spare`,
  lateBecause: (causes: string) => `Late: ${causes}`,
};

const de: typeof en = {
  starts: 'Beginnt',
  began: 'Begonnen',
  ran: 'Lief',
  takes: 'Arbeitszeit',
  ofStandard: (share) => `${share} der Sollleistung`,
  spare: (by) => `${by} Luft`,
  lateBecause: (causes) => `Zu spät: ${causes}`,
};

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function planCardText<K extends keyof typeof en>(key: K, ...args: Arguments<(typeof en)[K]>): string {
  const words = language().toLowerCase().startsWith('de') ? de : en;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
