import { afterEach, describe, expect, it } from 'vitest';
import type { SheetColumn } from '../../../../pwa/components/sheet/sheet-model.ts';
import { seriesOf } from '../../../../pwa/components/sheet/sheet-series.ts';
import { useLanguage } from '../../../../pwa/locales/locale.ts';

/** The next three values, and the one before the first; null = they do not go on. */
function next(column: Pick<SheetColumn, 'kind' | 'days'>, ...typed: string[]): (string | null)[] | null {
  const series = seriesOf(column, typed);
  return series && [0, 1, 2, -typed.length - 1].map((i) => series(typed.length + i));
}

describe('values that go on', () => {
  afterEach(() => useLanguage(['en']));

  it('are numbers that differ evenly, with decimals as the country writes them', () => {
    expect(next({ kind: 'number' }, '100', '200')).toEqual(['300', '400', '500', '0']);
    expect(next({ kind: 'number' }, '0.1', '0.2', '0.3')?.slice(0, 3)).toEqual(['0.4', '0.5', '0.6']);
    useLanguage(['de-DE']);
    expect(next({ kind: 'number' }, '1,5', '3')?.slice(0, 2)).toEqual(['4,5', '6']);
  });

  it('are minutes, however they are typed, and none below nothing', () => {
    expect(next({ kind: 'duration' }, '45', '1:00')).toEqual(['75', '90', '105', '30']);
    expect(next({ kind: 'duration' }, '10', '30')?.at(-1)).toBeNull();
  });

  it('are days and times of the wall clock, over a change of clocks, too', () => {
    expect(next({ kind: 'date', days: true }, '2026-02-26', '2026-02-27')).toEqual([
      ...['2026-02-28', '2026-03-01', '2026-03-02'],
      '2026-02-25',
    ]);
    expect(next({ kind: 'date' }, '2026-10-23 06:00', '2026-10-24 06:00')?.slice(0, 2)).toEqual([
      ...['2026-10-25 06:00', '2026-10-26 06:00'],
    ]);
  });

  it('are months where they are all of one day of the month', () => {
    expect(next({ kind: 'date', days: true }, '2026-11-01', '2026-12-01')).toEqual([
      ...['2027-01-01', '2027-02-01', '2027-03-01'],
      '2026-10-01',
    ]);
    expect(next({ kind: 'date', days: true }, '2026-01-30', '2026-03-02')?.[0]).toBe('2026-04-02');
  });

  it('are numbers at the end of texts that begin alike, with their zeros', () => {
    expect(next({ kind: 'text' }, '135', '136')).toEqual(['137', '138', '139', '134']);
    expect(next({ kind: 'text' }, 'L-098', 'L-099')).toEqual(['L-100', 'L-101', 'L-102', 'L-097']);
    expect(next({ kind: 'text' }, 'L-1', 'L-3')?.at(-1)).toBeNull();
  });

  it('end where there are no years any more', () => {
    expect(seriesOf({ kind: 'date', days: true }, ['2026-01-15', '9026-01-16'])?.(2)).toBeNull();
  });
});

describe('values that do not go on', () => {
  it.each<[string, Pick<SheetColumn, 'kind' | 'days'>, string[]]>([
    ['one alone', { kind: 'number' }, ['100']],
    ['alike', { kind: 'text' }, ['135', '135']],
    ['uneven', { kind: 'number' }, ['1', '2', '4']],
    ['with a gap', { kind: 'number' }, ['1', '', '3']],
    ['of other words', { kind: 'text' }, ['A1', 'B2']],
    ['no dates', { kind: 'date' }, ['soon', 'later']],
    ['choices', { kind: 'choice' }, ['line8', 'line9']],
  ])('are %s', (_, column, typed) => {
    expect(seriesOf(column, typed)).toBeNull();
  });
});
