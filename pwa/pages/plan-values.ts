/** Values of the plan's fields as people read them, never as they are written down. Pure. */
import type { JobPlace } from '../../shared/orders/entities.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { nameOf } from '../data/plan-names.ts';
import { number } from '../locales/format.ts';
import { planningText as p, planningValue } from '../locales/planning.ts';
import { roughly } from './near-time.ts';

export interface Told {
  /** Null = nothing of it is here: things are told by their ids. */
  plan: Plan | null;
  /** Names by id, as far as they are known here. */
  lines: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
  /** A moment, ms, as it is told there. */
  time: (at: number) => string;
}

export function plannedValue(field: string, value: unknown, told: Told): string {
  if (value === null || value === undefined) return p(field === 'place' ? 'parkingLot' : 'empty');
  if (Array.isArray(value)) return value.length === 0 ? p('empty') : listOf(field, value, told);
  if (typeof value === 'boolean') return p(value ? 'yes' : 'no');
  if (typeof value === 'number') return amount(field, value, told);
  if (typeof value === 'string') return name(field, value, told);
  return field === 'place' ? placeText(value as JobPlace, told) : p('changedInside');
}

function amount(field: string, value: number, { time }: Told): string {
  if (field === 'due' || field === 'done') return time(value);
  if (field === 'setupMs' || field === 'ms') return value === 0 ? number(0) : roughly(value);
  return number(value, Number.isInteger(value) ? 0 : 2);
}

function name(field: string, id: string, { plan, lines, people }: Told): string {
  switch (field) {
    case 'product':
      return plan?.products.get(id)?.fields.name ?? id;
    case 'order':
    case 'reworkOf':
      return (plan && nameOf(plan, 'order', id)) ?? id;
    case 'job':
      return (plan && nameOf(plan, 'job', id)) ?? id;
    case 'line':
    case 'lines':
      return lines.get(id) ?? id;
    case 'claimed':
      return people.get(id) ?? id;
    default:
      return planningValue(field, id);
  }
}

/** Tasks and steps by their names; what has none is counted. */
function listOf(field: string, list: readonly unknown[], told: Told): string {
  const names = list.map((one) => {
    if (typeof one === 'string') return name(field, one, told);
    if (!isRecord(one)) return null;
    const { name: own, operation, job } = one;
    if (typeof job === 'string') return name('job', job, told);
    return typeof own === 'string' ? own : typeof operation === 'string' ? operation : null;
  });
  return names.every((one) => one !== null) ? names.join(', ') : number(list.length);
}

function placeText({ line, notBefore }: JobPlace, { lines, time }: Told): string {
  const there = lines.get(line) ?? line;
  return notBefore === undefined ? there : `${there}, ${time(notBefore)}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
