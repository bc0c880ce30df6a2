/** The chart in words, for those who do not see it. */
import type { Window } from '../../../shared/calendar/windows.ts';
import { explorerText as x } from '../../locales/explorer.ts';
import { moment } from '../../locales/format.ts';
import { markLetter } from './marks.ts';
import type { ShownSeries } from './shown.ts';
import { meanText, rangeText } from './value-words.ts';
import { valueAt, valuesOver, type Values } from './value-at.ts';

/** Below this, seconds tell moments apart; ms. */
const SECONDS_BELOW_MS = 7_200_000;

export function momentText(at: number, zone: string, view: Window): string {
  return moment(at, zone, view.to - view.from < SECONDS_BELOW_MS);
}

/** What is true at `at`. */
export function readingWords(series: readonly ShownSeries[], at: number, zone: string, view: Window): string {
  const values = series.map((shown, place) => said(shown, place, shown.reply && valueAt(shown.reply, at)));
  return [momentText(at, zone, view), ...values].join('; ');
}

/** What the whole view shows. */
export function summaryWords(series: readonly ShownSeries[], view: Window, zone: string): string {
  const span = x('summary', moment(view.from, zone), moment(view.to, zone));
  return [span, ...series.map((shown, place) => said(shown, place, shown.reply && valuesOver(shown.reply, view)))].join(
    '; ',
  );
}

function said({ metric }: ShownSeries, place: number, values: Values | null): string {
  const range = rangeText(metric, values);
  const value = values ? `${meanText(metric, values)} ${metric.unit}`.trim() : x('nothingKnown');
  const words = [`${markLetter(place)}: ${metric.lineName} ${metric.name} ${value}`];
  if (range) words.push(x('between', range));
  return words.join(', ');
}
