/** Exceptions of the calendar as a table that planners may change and give back: brought in as it is, it changes nothing. */
import { isLocalTime } from '../../calendar/local-dates.ts';
import type { Situation } from '../../schedule/schedule.ts';
import type { ExceptionKind } from '../entities.ts';
import type { Planned } from '../plan.ts';
import { calendarScope } from './calendar-words.ts';
import { knownNames } from './known-names.ts';
import type { Sheet } from './sheet.ts';

const COLUMNS = ['kind', 'scope', 'from', 'to', 'name', 'id'] as const;

/** In the reader's language; an import knows headings, kinds and the plant again. */
export interface ExceptionTableWords {
  sheet: string;
  titles: Readonly<Record<(typeof COLUMNS)[number], string>>;
  kinds: Readonly<Record<ExceptionKind, string>>;
  plant: string;
}

/** Of these, in their order; times are of the plant's clocks. A line or group that is not there any more is left out. */
export function tableOfExceptions(
  situation: Situation,
  words: ExceptionTableWords,
  exceptions: Iterable<Planned<'exception'>> = situation.plan.exceptions.values(),
): Sheet {
  const scopeName = scopeNames(situation, words);
  const time = (text: string | undefined) => (text !== undefined && isLocalTime(text) ? text.replace('T', ' ') : null);
  return {
    name: words.sheet,
    columns: COLUMNS.map((column) => ({ title: words.titles[column], kind: 'text' })),
    rows: Array.from(exceptions, ({ id, fields: { kind, scope, from, to, name } }) => [
      kind === undefined ? null : words.kinds[kind],
      scope === undefined ? null : scopeName(scope),
      ...[time(from), time(to), name ?? null, id],
    ]),
  };
}

/** As people call it, if it is read back as the same; else as it is written in the plan. */
function scopeNames(situation: Situation, words: ExceptionTableWords): (scope: string) => string | null {
  const names = knownNames(situation);
  const { lines, plant } = situation;
  return (scope) => {
    const [kind, id] = scope.split(':');
    const called =
      kind === 'plant'
        ? words.plant
        : (kind === 'line' ? lines : plant.processGroups).find((one) => one.id === id)?.name;
    return [called, scope].find((name) => name !== undefined && calendarScope(name, names) === scope) ?? null;
  };
}
