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

  it('is minutes, or hours and minutes', () => {
    expect(typedMinutes('45')).toBe(45 * 60_000);
    expect(typedMinutes('1:30')).toBe(90 * 60_000);
    expect(typedMinutes('0')).toBe(0);
    expect(typedMinutes('-5')).toBeUndefined();
  });
});
