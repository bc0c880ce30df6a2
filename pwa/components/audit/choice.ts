/** What of the audit trail somebody wants to see: as the address says it, and as the gateway is asked. */
import { instantOf, localMidnight } from '../../../shared/calendar/zone.ts';
import type { Audited } from '../../../shared/documents/audit.ts';
import { AUDIT_GROUPS, isAudited, kindsOf } from './kinds.ts';

export const AUDIT_PERIODS = ['today', 'week', 'month', 'always', 'days'] as const;
export type AuditPeriod = (typeof AUDIT_PERIODS)[number];

/** Empty text = any. */
export interface AuditChoice {
  period: AuditPeriod;
  /** `2026-10-06`, days of the plant, both included; of period `days` only. */
  fromDay: string;
  toDay: string;
  user: string;
  device: string;
  /** A group or a single kind. */
  kind: string;
  subject: string;
  text: string;
}

export const EVERYTHING: AuditChoice = {
  ...{ period: 'week', fromDay: '', toDay: '' },
  ...{ user: '', device: '', kind: '', subject: '', text: '' },
};

const TEXTS = ['user', 'device', 'kind', 'subject', 'text', 'fromDay', 'toDay'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function auditChoiceIn(search: string): AuditChoice {
  const query = new URLSearchParams(search);
  const choice = { ...EVERYTHING };
  for (const name of TEXTS) choice[name] = query.get(name) ?? '';
  choice.period = AUDIT_PERIODS.find((one) => one === query.get('period')) ?? EVERYTHING.period;
  return choice;
}

/** Only what is not as always. */
export function auditSearchOf(choice: AuditChoice): string {
  const query = new URLSearchParams();
  if (choice.period !== EVERYTHING.period) query.set('period', choice.period);
  for (const name of TEXTS) {
    if (choice[name] === '' || (name.endsWith('Day') && choice.period !== 'days')) continue;
    query.set(name, choice[name]);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export interface AskedFor {
  from?: number;
  to?: number;
  user?: string;
  device?: string;
  what?: readonly Audited[];
  subject?: string;
  text?: string;
}

/** `now` and times in ms; days are the plant's, of 23 or 25 hours where clocks change. */
export function askedFor(choice: AuditChoice, zone: string, now: number): AskedFor {
  const asked: AskedFor = {};
  const { period } = choice;
  const midnight = (at: number, days: number) => instantOf(zone, localMidnight(zone, at, days));
  if (period === 'today') asked.from = midnight(now, 0);
  if (period === 'week') asked.from = midnight(now, -6);
  if (period === 'month') asked.from = midnight(now, -29);
  if (period === 'days') {
    const [first, last] = [dayStart(choice.fromDay, zone), dayStart(choice.toDay, zone)];
    if (first !== null) asked.from = first;
    if (last !== null) asked.to = midnight(last, 1);
  }
  for (const name of ['user', 'device', 'subject', 'text'] as const)
    if (choice[name] !== '') asked[name] = choice[name];
  const group = AUDIT_GROUPS.find((one) => one === choice.kind);
  if (group) asked.what = kindsOf(group);
  else if (isAudited(choice.kind)) asked.what = [choice.kind];
  return asked;
}

function dayStart(day: string, zone: string): number | null {
  if (!DAY.test(day)) return null;
  const wall = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(wall) ? null : instantOf(zone, wall);
}
