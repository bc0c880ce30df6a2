import { afterEach, describe, expect, it } from 'vitest';
import { aloud } from '../../../pwa/locales/board-aloud.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';

describe('what is said aloud', () => {
  afterEach(() => useLanguage(['en']));

  it.each([
    [
      'en-GB',
      'late 2\u00a0h 10\u00a0min · ends Thu 14:20 (14:00–15:10)',
      'late 2 hours 10 minutes, ends Thursday 14:20 (14:00 to 15:10)',
    ],
    ['en-GB', 'Flu 125: Line 8, 06:10 – Mon 10:00', 'Flu 125: Line 8, 06:10 to Monday 10:00'],
    ['en-GB', '5\u00a0d\u00a01\u00a0h, due 8 Oct, 15:39', '5 days 1 hour, due 8 October, 15:39'],
    ['en-US', 'due Oct 8, 15:39', 'due October 8, 15:39'],
    [
      'en-US',
      'Mon, Oct 3, 06:00 – Tue, Oct 4, 2022, 06:00',
      'Monday, October 3, 06:00 to Tuesday, October 4, 2022, 06:00',
    ],
    ['en-GB', 'Mon, 3 Oct – 9 Oct 2022', 'Monday, 3 October to 9 October 2022'],
    [
      'de-DE',
      'Mo, 14:20 – 1. Dez., 06:00 · 1\u00a0h 5\u00a0min',
      'Montag, 14:20 bis 1. Dezember, 06:00, 1 Stunde 5 Minuten',
    ],
  ])('is in whole words of the language: %s', (tag, written, said) => {
    useLanguage([tag]);
    expect(aloud(written).replaceAll('\u00a0', ' ')).toBe(said);
  });

  it('leaves names and what is unknown as they are', () => {
    expect(aloud('Sun Strep May A, made –')).toBe('Sun Strep May A, made –');
  });
});
