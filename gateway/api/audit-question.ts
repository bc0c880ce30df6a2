/** What is asked of the audit trail, from the address of a request. REQUEST_INVALID names the part that is not valid. */
import { AUDITED, type Audited } from '../../shared/documents/audit.ts';
import { LATEST_INSTANT } from '../../shared/documents/document.ts';
import { AppError } from '../../shared/errors.ts';
import type { AuditFilter } from '../audit/search.ts';
import type { TrailWindow } from '../audit/stored-entries.ts';

type Query = Readonly<Record<string, string | string[] | undefined>>;

const MOST_TEXT = 300;
const CURSOR = /^audit:\d{16}:\d{16}$/;

export interface AuditQuestion {
  window: TrailWindow;
  filter: AuditFilter;
}

export function auditQuestion(query: Query): AuditQuestion {
  const window = { from: wholeNumber(query, 'from', 0), to: wholeNumber(query, 'to', LATEST_INSTANT) };
  const filter: AuditFilter = {};
  for (const name of ['user', 'device', 'subject', 'text'] as const) {
    const value = once(query, name);
    if (value !== undefined && value !== '') filter[name] = value;
  }
  const kinds = [query.what ?? []].flat();
  if (kinds.length > 0) filter.what = kinds.map(kind);
  return { window, filter };
}

export function cursorIn(query: Query): string | null {
  const before = once(query, 'before');
  if (before === undefined) return null;
  if (!CURSOR.test(before)) throw invalid('before', before, 'not the "next" of an answer');
  return before;
}

/** `most` bounds it as well. */
export function wholeNumber(query: Query, name: string, otherwise: number, most = LATEST_INSTANT): number {
  const value = once(query, name);
  if (value === undefined) return otherwise;
  if (!/^\d{1,16}$/.test(value) || Number(value) > most) throw invalid(name, value, `not a whole number up to ${most}`);
  return Number(value);
}

export function oneOf<T extends string>(query: Query, name: string, values: readonly T[]): T {
  const value = once(query, name);
  const known = value === undefined ? values[0] : values.find((each) => each === value);
  if (known === undefined) throw invalid(name, value ?? '', `not one of ${values.join(', ')}`);
  return known;
}

function kind(value: string): Audited {
  const known = AUDITED.find((each) => each === value);
  if (!known) throw invalid('what', value, 'nothing that is kept');
  return known;
}

function once(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new AppError('REQUEST_INVALID', `"${name}" can be given once only.`);
  if (value.length > MOST_TEXT) throw invalid(name, `${value.slice(0, 20)}…`, `longer than ${MOST_TEXT} characters`);
  return value;
}

function invalid(name: string, value: string, why: string): AppError {
  return new AppError('REQUEST_INVALID', `"${name}=${value}" is ${why}.`);
}
