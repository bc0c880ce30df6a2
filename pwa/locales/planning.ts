/** Words for what was entered about the plan, wherever entries are listed; apart from those of the plan's own pages. */
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { ExecutionVerb } from '../../shared/documents/execution.ts';
import type { PlanFields } from '../../shared/orders/entities.ts';
import type { PlanRefusal } from '../../shared/orders/said.ts';
import { language } from './locale.ts';
import { planningDe } from './planning-de.ts';
import { planningEn, type PlanningWords } from './planning-en.ts';

export type PlanField = { [E in PlanEntity]: keyof PlanFields<E> }[PlanEntity];

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

type Told = Omit<PlanningWords, 'entities' | 'fields' | 'verbs' | 'values' | 'refused'>;

export function planningText<K extends keyof Told>(key: K, ...args: Arguments<Told[K]>): string {
  const text = words()[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}

/** `due`; one that this release does not know by its own name. */
export function fieldName(field: string): string {
  const { fields } = words();
  return Object.hasOwn(fields, field) ? fields[field as PlanField] : field;
}

/** `standard rate`; a text that people typed stands as it is. */
export function planningValue(field: string, value: string): string {
  const named = words().values[field];
  return named && Object.hasOwn(named, value) ? named[value]! : value;
}

/** `Started Flu 125 Pouching on Line 8` */
export function planningVerb(verb: ExecutionVerb, job: string, line: string): string {
  return words().verbs[verb](job, line);
}

/** Why the plan could not take something; null = the gateway did not say. */
export function whyNotPlanned(refusal: PlanRefusal | null): string {
  return refusal === null ? words().refusedPlan : words().refused[refusal];
}

export function entityName(entity: PlanEntity): string {
  return words().entities[entity];
}

function words(): PlanningWords {
  return language().toLowerCase().startsWith('de') ? planningDe : planningEn;
}
