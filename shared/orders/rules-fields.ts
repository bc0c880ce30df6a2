/** Values that do not fit their fields, told in words of the field. */
import type { TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { PlanId, type ChangeSet } from '../documents/change.ts';
import { EntityId, Instant } from '../documents/document.ts';
import { CalendarScope, JobPlace, LocalDate, LocalTime, PLAN_SCHEMAS } from './entities.ts';
import { notSaid } from './not-said.ts';
import type { NotSaid } from './said.ts';

export function wrongField({ entity, id, set }: ChangeSet): NotSaid | null {
  const schemas = PLAN_SCHEMAS[entity];
  if (!Check(PlanId, id))
    return notSaid('field', { entity, id }, `"${id}" is not an id of letters, digits, ".", "_" and "-"`);
  for (const [field, value] of Object.entries(set)) {
    const schema = Object.hasOwn(schemas, field) ? schemas[field] : undefined;
    if (schema === undefined)
      return notSaid('field', { entity, id, field }, `There is no field "${field}" of ${entity}`);
    if (value === null || Check(schema, value)) continue;
    return notSaid('field', { entity, id, field }, `"${field}" of ${entity} "${id}" ${wrongValue(schema, value)}`);
  }
  return null;
}

/** What each of these has to be; the others tell it by their limits. */
const WORDS = new Map<TSchema, string>([
  [PlanId, 'an id of letters, digits, ".", "_" and "-"'],
  [EntityId, 'an id of small letters, digits and "-"'],
  [Instant, 'a moment in ms'],
  [LocalDate, 'a date such as 2026-11-22'],
  [LocalTime, 'a date and time such as 2026-11-22T06:00'],
  [CalendarScope, '"plant", "group:<id>" or "line:<id>"'],
  [JobPlace, 'a place in the queue of a line'],
]);

function wrongValue(schema: TSchema, value: unknown): string {
  const words = WORDS.get(schema) ?? wordsOf(schema);
  if (words !== null) return `has to be ${words}, not ${quoted(value)}`;
  const [first] = Errors(schema, value);
  return `is not right at "${first?.instancePath.slice(1).replaceAll('/', '.') ?? ''}": ${first?.message ?? ''}`;
}

const LONGEST_QUOTE = 80;

/** What somebody gave instead: it may be of any length and depth. */
function quoted(value: unknown): string {
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return JSON.stringify(typeof value === 'string' ? value.slice(0, LONGEST_QUOTE) : value);
}

interface Limits {
  type?: string;
  enum?: readonly unknown[];
  const?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** Null = its parts have to be looked at. */
function wordsOf(schema: TSchema): string | null {
  const limits: Limits = schema;
  if (limits.enum) return `one of ${limits.enum.map((each) => JSON.stringify(each)).join(', ')}`;
  if (limits.const !== undefined) return JSON.stringify(limits.const);
  if (limits.type === 'integer') return `a whole number from ${limits.minimum} to ${limits.maximum}`;
  if (limits.type === 'number') return `a number above ${limits.exclusiveMinimum ?? 0}, up to ${limits.maximum}`;
  if (limits.type !== 'string') return null;
  if (limits.pattern?.startsWith('^#')) return 'a colour such as #3a7ca5';
  return limits.pattern
    ? `text like ${limits.pattern}`
    : `text of ${limits.minLength} to ${limits.maxLength} characters`;
}
