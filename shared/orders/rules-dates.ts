/** Spans of the plant's calendar that end before they begin. Dates are texts that sort by time. */
import { isDate } from '../calendar/local-dates.ts';
import { notSaid } from './not-said.ts';
import type { Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';

const SPANS = [
  ['validFrom', 'validTo'],
  ['from', 'to'],
] as const;

export function wrongDates({ entity, id, set, after }: Told): NotSaid | null {
  // `from` and `to` of a changeover are families.
  if (entity === 'changeover' && !('validFrom' in set) && !('validTo' in set)) return null;
  const fields: Readonly<Record<string, unknown>> = after;
  for (const name of entity === 'changeover' ? SPANS[0] : SPANS.flat()) {
    const text = set[name];
    if (typeof text !== 'string' || isDate(text.slice(0, 10))) continue;
    return notSaid('dates', { entity, id, field: name }, `There is no such day as "${text.slice(0, 10)}"`);
  }
  for (const [first, last] of entity === 'changeover' ? SPANS.slice(0, 1) : SPANS) {
    const [from, to] = [fields[first], fields[last]];
    if (!(first in set || last in set) || typeof from !== 'string' || typeof to !== 'string' || from < to) continue;
    return notSaid('dates', { entity, id, field: last }, `"${last}" (${to}) has to be after "${first}" (${from})`);
  }
  return null;
}
