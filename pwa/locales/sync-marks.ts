/** Words about sending that stand on every page: in its head, and beside single entries. */
import { language, t } from './locale.ts';
import { pluralOf } from './plural.ts';

const pluralEn = pluralOf('en');
const pluralDe = pluralOf('de');

const en = {
  open: 'What waits on this device',
  needsYou: (count: number) => pluralEn(count, { one: '1 needs you', other: `${count} need you` }),
  pending: 'to be verified',
  expired: 'it was too late: not done',
  appTooOld: 'This app is older than its gateway: update now',
  gatewayTooOld: 'The gateway is older than this app: entries wait here and are safe',
  update: 'Update now',
  keptOver: 'What is not yet sent is kept',
};

const de: typeof en = {
  open: 'Was auf diesem Gerät wartet',
  needsYou: (count) => pluralDe(count, { one: '1 bitte ansehen', other: `${count} bitte ansehen` }),
  pending: 'wird noch geprüft',
  expired: 'es war zu spät: nicht ausgeführt',
  appTooOld: 'Diese App ist älter als ihr Gateway: jetzt aktualisieren',
  gatewayTooOld: 'Das Gateway ist älter als diese App: Eingaben warten hier und sind sicher',
  update: 'Jetzt aktualisieren',
  keptOver: 'Noch nicht Gesendetes bleibt erhalten',
};

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function syncMark<K extends keyof typeof en>(key: K, ...args: Arguments<(typeof en)[K]>): string {
  const text = (language().toLowerCase().startsWith('de') ? de : en)[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}

/** Beside an entry of this device: `not yet sent · to be verified`; empty = the gateway has it. */
export function ownMark({ unsent, pending = false }: { unsent: boolean; pending?: boolean }): string {
  if (!unsent) return '';
  return pending ? `${t('reasonNotSent')} · ${syncMark('pending')}` : t('reasonNotSent');
}
