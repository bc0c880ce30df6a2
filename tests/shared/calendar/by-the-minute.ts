/**
 * The calendar once more, as slow and plain as can be: each minute of UTC asks Intl what the wall clock shows and looks it up.
 * Shares nothing with the calendar but the types. What was shown once has happened: in a repeated hour the clock is taken to
 * stand still, so that a shift that ends at 02:00 ends the first time, and one that starts in a skipped hour starts with it.
 */
import type { CalendarLine, CalendarRules, RestKind } from '../../../shared/calendar/line-calendar.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const LETTERS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export type Said = 'working' | { why: RestKind; name: string | null };

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const wallOf = (text: string) => Date.parse(`${text.length > 10 ? text : `${text}T00:00`}:00Z`);
const dateOf = (wall: number) => new Date(wall).toISOString().slice(0, 10);

/** What the wall clock showed latest by each minute of `[from, to)`; both at a full minute. */
export function clockByTheMinute(zone: string, from: number, to: number): number[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  let shown = -Infinity;
  const clock: number[] = [];
  // From well before the window, in case that it begins in a repeated hour.
  for (let at = from - 180 * MINUTE_MS; at < to; at += MINUTE_MS) {
    shown = Math.max(shown, Date.parse(`${format.format(at).replace(' ', 'T')}:00Z`));
    if (at >= from) clock.push(shown);
  }
  return clock;
}

function daysOn(line: CalendarLine, rules: CalendarRules, date: string) {
  for (const scope of [`line:${line.id}`, `group:${line.processGroup ?? ''}`, 'plant']) {
    const here = rules.weeks.filter(
      (week) => week.scope === scope && week.from! <= date && (!week.to || date < week.to),
    );
    const kinds = [here.filter((week) => week.to), here.filter((week) => !week.to)];
    for (const kind of kinds) {
      const latest = kind.toSorted((a, b) => (a.from! < b.from! ? 1 : -1))[0];
      if (latest) return latest.days!;
    }
  }
  return line.calendar ? 'file' : 'always';
}

/** All that touches the date by the wall clock, in ms as if it were UTC. */
function shiftsOn(line: CalendarLine, rules: CalendarRules, midnight: number) {
  const days = daysOn(line, rules, dateOf(midnight));
  const weekday = LETTERS[new Date(midnight).getUTCDay()]!;
  if (days === 'always') return [{ from: midnight, to: midnight + DAY_MS, breaks: [] }];
  const file = line.calendar;
  const shifts =
    days !== 'file'
      ? days[weekday]
      : !file || (file.days && !file.days.includes(weekday))
        ? []
        : [
            {
              from: file.start,
              to: file.end,
              breaks: (file.breaks ?? []).map((b) => ({ from: b.start, to: b.end, name: b.name })),
            },
          ];
  return shifts.map((shift) => {
    const overnight = minutes(shift.to) <= minutes(shift.from);
    const place = (clock: string, days = 0) => midnight + minutes(clock) * MINUTE_MS + days * DAY_MS;
    return {
      from: place(shift.from),
      to: place(shift.to, overnight ? 1 : 0),
      breaks: (shift.breaks ?? []).map((pause) => {
        const tomorrow = overnight && minutes(pause.from) < minutes(shift.from) ? 1 : 0;
        const over = minutes(pause.to) <= minutes(pause.from) ? 1 : 0;
        return { from: place(pause.from, tomorrow), to: place(pause.to, tomorrow + over), name: pause.name ?? null };
      }),
    };
  });
}

/** Tells what is said of the minute at which the clock shows `wall` (as by `clockByTheMinute`). */
export function minuteTeller(line: CalendarLine, rules: CalendarRules): (wall: number) => Said {
  const scopes = [`line:${line.id}`, `group:${line.processGroup ?? ''}`, 'plant'];
  const exceptions = rules.exceptions
    .filter((e) => scopes.includes(e.scope!))
    .map((e) => ({ kind: e.kind, scope: e.scope, name: e.name ?? null, from: wallOf(e.from!), to: wallOf(e.to!) }))
    .toSorted((a, b) => a.from - b.from);
  const shiftsByDay = new Map<number, ReturnType<typeof shiftsOn>>();
  const shiftsAround = (midnight: number) =>
    [-2, -1, 0].flatMap((back) => {
      const day = midnight + back * DAY_MS;
      if (!shiftsByDay.has(day)) shiftsByDay.set(day, shiftsOn(line, rules, day));
      return shiftsByDay.get(day)!;
    });

  return (wall) => {
    const now = (span: { from: number; to: number }) => span.from <= wall && wall < span.to;
    const first = (kind: string, of = scopes) =>
      exceptions.find((e) => e.kind === kind && of.includes(e.scope!) && now(e));
    const maintenance = first('maintenance');
    if (maintenance) return { why: 'maintenance', name: maintenance.name };
    for (const scope of scopes) {
      if (first('overtime', [scope])) return 'working';
      for (const why of ['closed', 'holiday'] as const) {
        const away = first(why, [scope]);
        if (away) return { why, name: away.name };
      }
    }
    const shifts = shiftsAround(Math.floor(wall / DAY_MS) * DAY_MS);
    if (!shifts.some(now)) return { why: 'not-scheduled', name: null };
    const pauses = shifts.flatMap(({ breaks }) => breaks).filter(now);
    const pause = pauses.toSorted((a, b) => a.from - b.from)[0];
    return pause ? { why: 'break', name: pause.name } : 'working';
  };
}
