import { describe, expect, it } from 'vitest';
import { dateStyle, readDate } from '../../../../shared/orders/table/dates.ts';

const read = (cells: string[], declared?: 'day' | 'month') => {
  const style = dateStyle(cells, declared);
  return cells.map((cell) => {
    const one = readDate(cell, style);
    return one.ok ? `${one.date} ${one.time ?? '-'}` : one.why;
  });
};

describe('Dates of a column', () => {
  it('may be ISO, German, or of a sheet, with a time or without', () => {
    expect(read(['2026-11-22', '2026-11-22T06:00', '2026-11-22 06:30:15', '22.11.2026', '2.1.26 6:05'])).toEqual([
      '2026-11-22 -',
      '2026-11-22 06:00',
      '2026-11-22 06:30',
      '2026-11-22 -',
      '2026-01-02 06:05',
    ]);
    expect(read(['11/22/2026 6:00 PM', '11/23/2026, 12:15 a.m.'])).toEqual(['2026-11-22 18:00', '2026-11-23 00:15']);
  });

  it('with figures only are read by what other cells of the column show', () => {
    expect(read(['03/04/2026', '13/04/2026'])).toEqual(['2026-04-03 -', '2026-04-13 -']);
    expect(read(['03/04/2026', '04/13/2026'])).toEqual(['2026-03-04 -', '2026-04-13 -']);
  });

  it('are not guessed where the column does not tell', () => {
    expect(read(['03/04/2026'])).toEqual(['date-unclear']);
    expect(read(['03/04/2026', '13/04/2026', '04/13/2026'])).toEqual(Array(3).fill('date-unclear'));
    expect(read(['03/04/2026'], 'month')).toEqual(['2026-03-04 -']);
    expect(read(['03/04/2026'], 'day')).toEqual(['2026-04-03 -']);
  });

  it('are none that no calendar has', () => {
    expect(read(['2026-02-30', '31.4.2026', 'soon', '2026-11-22 25:00', '22.11.2026 13:00 pm'])).toEqual(
      Array(5).fill('date'),
    );
  });
});
