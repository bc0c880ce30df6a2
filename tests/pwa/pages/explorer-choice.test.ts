import { describe, expect, it } from 'vitest';
import {
  choiceIn,
  followsNow,
  presetOf,
  searchOf,
  viewMoved,
  windowOfSpan,
  type ExplorerChoice,
} from '../../../pwa/pages/explorer-choice.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 9, 6, 22, 42, 10);
const day: ExplorerChoice = {
  metrics: ['line8/sealing-temperature', 'line9/output'],
  range: { last: DAY },
  view: null,
  arrangement: 'overlaid',
};

describe('what the Explorer shows, as its address', () => {
  it('can be read by people', () => {
    expect(searchOf(day)).toBe('?m=line8/sealing-temperature&m=line9/output&last=1d');
    const window = { from: now, to: now + HOUR };
    expect(searchOf({ ...day, metrics: [], range: window })).toBe('?from=2026-10-06T22:42:10Z&to=2026-10-06T23:42:10Z');
  });

  it.each<[string, Partial<ExplorerChoice>]>([
    ['a range up to now', {}],
    ['a year', { range: { last: 365 * DAY } }],
    ['a window', { range: { from: now - HOUR, to: now } }],
    ['a window within the last day', { view: { from: now - 3 * HOUR, to: now - HOUR } }],
    ['the live edge of the last day', { view: { last: HOUR } }],
    [
      'a window within another',
      { range: { from: now - DAY, to: now }, view: { from: now - 2 * HOUR, to: now - HOUR } },
    ],
    ['stacked panes', { arrangement: 'stacked' }],
    ['nothing chosen', { metrics: [] }],
  ])('brings back %s', (_, change) => {
    const choice = { ...day, ...change };
    expect(choiceIn(searchOf(choice))).toEqual(choice);
  });

  it.each([
    '',
    '?last=99y',
    '?last=x',
    '?from=yesterday&to=today',
    '?from=2026-10-06T23:00:00Z&to=2026-10-06T22:00:00Z',
  ])('shows the last day when it is "%s"', (search) => expect(choiceIn(search).range).toEqual({ last: DAY }));

  it('names each metric once, and twenty at most', () => {
    const search = `?${Array.from({ length: 30 }, (_, i) => `m=line8/a${i}&m=line8/a${i}`).join('&')}`;
    expect(choiceIn(search).metrics).toHaveLength(20);
  });
});

describe('the view that hands move', () => {
  const windows = (choice: ExplorerChoice) => ({
    range: windowOfSpan(choice.range, now),
    view: choice.view && windowOfSpan(choice.view, now),
  });

  it('goes along with time when it touches now, and stays where it is when it does not', () => {
    expect(viewMoved(day, { from: now - HOUR, to: now }, now).view).toEqual({ last: HOUR });
    const past = viewMoved(day, { from: now - 3 * HOUR, to: now - HOUR }, now);
    expect(past.view).toEqual({ from: now - 3 * HOUR, to: now - HOUR });
    expect(followsNow(past)).toBe(false);
    expect(presetOf(past.range)).toBe('day');
  });

  it('does not go into the future', () => {
    expect(windows(viewMoved(day, { from: now, to: now + HOUR }, now)).view).toEqual({ from: now - HOUR, to: now });
  });

  it('takes the range along where it leaves it', () => {
    const earlier = windows(viewMoved(day, { from: now - DAY - 2 * HOUR, to: now - DAY }, now));
    expect(earlier.range).toEqual({ from: now - DAY - 2 * HOUR, to: now - 2 * HOUR });
  });

  it('becomes the range where it grows beyond it', () => {
    const wide = viewMoved(day, { from: now - 2 * DAY, to: now }, now);
    expect(wide).toMatchObject({ range: { last: 2 * DAY }, view: null });
  });

  it('is all of the range again when it is as long', () => {
    expect(viewMoved({ ...day, view: { last: HOUR } }, { from: now - DAY, to: now }, now)).toEqual(day);
  });

  it('is never shorter than five minutes nor longer than 400 days', () => {
    const narrow = windows(viewMoved(day, { from: now - HOUR, to: now - HOUR + 1000 }, now)).view!;
    expect(narrow.to - narrow.from).toBe(300_000);
    const wide = windows(viewMoved(day, { from: now - 9_000 * DAY, to: now }, now)).range;
    expect(wide.to - wide.from).toBe(400 * DAY);
  });
});
