/**
 * What the calendar says about a line, piece by piece. From weakest to strongest: working in a shift, break, not scheduled,
 * holiday, closed, overtime (works all the same) of the plant, the same of the process group, of the line, and at last
 * maintenance: who closes one line for a week does not mean it to work because the plant has overtime on its Saturday.
 */
import type { ExceptionKind, Shift } from '../orders/entities.ts';
import { flat, over, type Piece } from './layers.ts';
import type { CalendarLine, CalendarRules } from './line-calendar.ts';
import { dateText, localMs } from './local-text.ts';
import { shiftSpan, type ShiftSpan } from './shift-spans.ts';
import { scopesOf, weekFinder } from './week-of-date.ts';
import { subtract, union, type Window } from './windows.ts';
import { instantOf, localMidnight, zoneOffset } from './zone.ts';

const DAY_MS = 86_400_000;
const BY_DAY_NUMBER = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const STRONGER: readonly ExceptionKind[] = ['holiday', 'closed', 'overtime'];
const ALL_DAY: readonly ShiftSpan[] = [{ from: 0, to: DAY_MS, breaks: [] }];

/** Pieces of any window: sorted, without gaps, neighbours differ. */
export function workingPieces(line: CalendarLine, rules: CalendarRules): (window: Window) => Piece[] {
  const { zone } = rules;
  const weekOf = weekFinder(line, rules.weeks);
  const spansOf = rememberedSpans();
  const widestFirst = scopesOf(line).reverse();
  const layers = [
    ...widestFirst.flatMap((scope) => STRONGER.map((kind) => exceptionsOf(kind, [scope], rules))),
    exceptionsOf('maintenance', widestFirst, rules),
  ];

  return (window) => {
    const working: Window[] = [];
    const breaks: Piece[] = [];
    // Two days before, because a shift that starts at 24:00 may last until the second midnight after it.
    for (let midnight = localMidnight(zone, window.from, -2); ; midnight += DAY_MS) {
      const at = clockOfDay(zone, midnight);
      if (at(0) >= window.to) break;
      const days = weekOf(dateText(midnight));
      const weekday = BY_DAY_NUMBER[new Date(midnight).getUTCDay()]!;
      for (const span of days ? days[weekday].map(spansOf) : ALL_DAY) {
        working.push({ from: at(span.from), to: at(span.to) });
        for (const pause of span.breaks)
          breaks.push({ from: at(pause.from), to: at(pause.to), is: 'break', name: pause.name });
      }
    }
    const free = subtract([window], union(working)).map((gap): Piece => ({ ...gap, is: 'not-scheduled', name: null }));
    const inWindow = (pieces: readonly Piece[]) => clipped(pieces, window);
    const base = over([{ ...window, is: 'working', name: null }], inWindow(flat(breaks)));
    return layers.reduce((under, layer) => over(under, inWindow(layer)), over(base, free));
  };
}

/** Instants of the wall clock from a local midnight on; only days near a change of the clocks need a search. */
function clockOfDay(zone: string, midnight: number): (clock: number) => number {
  const offset = zoneOffset(zone, midnight - DAY_MS);
  const steady = offset === zoneOffset(zone, midnight + 4 * DAY_MS);
  return (clock) => (steady ? midnight + clock - offset : instantOf(zone, midnight + clock));
}

function rememberedSpans(): (shift: Shift) => ShiftSpan {
  const known = new Map<Shift, ShiftSpan>();
  return (shift) => {
    let span = known.get(shift);
    if (!span) known.set(shift, (span = shiftSpan(shift)));
    return span;
  };
}

function exceptionsOf(kind: ExceptionKind, scopes: readonly string[], { zone, exceptions }: CalendarRules): Piece[] {
  const is = kind === 'overtime' ? 'working' : kind;
  return flat(
    [...exceptions]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap(({ scope, kind: of, from, to, name }) =>
        of === kind && scope !== undefined && scopes.includes(scope) && from !== undefined && to !== undefined
          ? [
              {
                from: instantOf(zone, localMs(from)),
                to: instantOf(zone, localMs(to)),
                is,
                name: is === 'working' ? null : (name ?? null),
              },
            ]
          : [],
      ),
  );
}

function clipped(pieces: readonly Piece[], window: Window): Piece[] {
  return pieces.flatMap((piece) => {
    const from = Math.max(piece.from, window.from);
    const to = Math.min(piece.to, window.to);
    return from < to ? [{ ...piece, from, to }] : [];
  });
}
