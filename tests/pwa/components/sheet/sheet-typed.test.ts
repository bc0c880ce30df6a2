import { afterEach, describe, expect, it } from 'vitest';
import { typedDay, typedMinutes, typedNumber, typedTime } from '../../../../pwa/components/sheet/sheet-typed.ts';
import { useLanguage } from '../../../../pwa/locales/locale.ts';

describe('what is typed into a cell', () => {
  afterEach(() => useLanguage(['en']));

  it('is a number as the country writes it', () => {
    useLanguage(['en-US']);
    expect(typedNumber('64,500')).toBe(64_500);
    expect(typedNumber('1.5')).toBe(1.5);
    useLanguage(['de-DE']);
    expect(typedNumber('64.500')).toBe(64_500);
    expect(typedNumber('1,5')).toBe(1.5);
  });

  it('is nothing when it is empty, and no number when it is none', () => {
    expect(typedNumber('  ')).toBeNull();
    expect(typedNumber('many')).toBeUndefined();
    expect(typedNumber('1.5', true)).toBeUndefined();
  });

  it('is a date, with the day first where people say it so; a due day lasts until its end', () => {
    useLanguage(['en-US']);
    expect(typedDay('03/04/2027')).toBe('2027-03-04');
    useLanguage(['en-GB']);
    expect(typedDay('03/04/2027')).toBe('2027-04-03');
    expect(typedTime('22.11.2026 6:00')).toBe('2026-11-22T06:00');
    expect(typedTime('2026-11-22')).toBe('2026-11-22T23:59');
    expect(typedTime('2026-11-22T06:00')).toBe('2026-11-22T06:00');
    expect(typedTime('2026-13-01')).toBeUndefined();
  });

  it('is the next date or the last, if it has no year; with the hour as the country says it', () => {
    useLanguage(['en-US']);
    expect(typedTime('12/1', '2026-11-22')).toBe('2026-12-01T23:59');
    expect(typedTime('11/26/2026 6pm', '2026-11-22')).toBe('2026-11-26T18:00');
    expect(typedTime('1/4 12:30 a.m.', '2026-11-22')).toBe('2027-01-04T00:30');
    expect(typedDay('11/20', '2026-11-22')).toBe('2026-11-20');
    expect(typedDay('25/12', '2026-11-22')).toBe('2026-12-25');
    expect(typedTime('11/26/2026 6', '2026-11-22')).toBeUndefined();
    useLanguage(['de-DE']);
    expect(typedTime('1.12. 6:00', '2026-11-22')).toBe('2026-12-01T06:00');
    expect(typedTime('1.12. 18 Uhr', '2026-11-22')).toBe('2026-12-01T18:00');
    expect(typedDay('30.2.', '2027-01-10')).toBeUndefined();
    expect(typedDay('12/1')).toBeUndefined();
  });

  it('is minutes, or hours and minutes', () => {
    expect(typedMinutes('45')).toBe(45 * 60_000);
    expect(typedMinutes('1:30')).toBe(90 * 60_000);
    expect(typedMinutes('0')).toBe(0);
    expect(typedMinutes('-5')).toBeUndefined();
  });
});
