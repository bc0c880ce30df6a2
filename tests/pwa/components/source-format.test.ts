import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteSize, rowRate } from '../../../pwa/components/source-format.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';

describe('sizes and rates of sources', () => {
  beforeAll(() => useLanguage(['en']));
  afterAll(() => useLanguage(['en']));

  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [999_500, '1 MB'],
    [123_456, '123 kB'],
    [1_440_000, '1.4 MB'],
    [2 * 1024 ** 3, '2.1 GB'],
  ])('%d bytes are read as %s', (bytes, text) => {
    expect(byteSize(bytes).replace('\u00a0', ' ')).toBe(text);
  });

  it('are per minute where a second has less than one row, and unknown is not 0', () => {
    expect(rowRate(2.25)).toEqual({ value: '2.3', unit: 'rows/s' });
    expect(rowRate(240_000)).toEqual({ value: '240,000', unit: 'rows/s' });
    expect(rowRate(0.1)).toEqual({ value: '6.0', unit: 'rows/min' });
    expect(rowRate(0)).toEqual({ value: '0', unit: 'rows/s' });
    expect(rowRate(null).value).toBe('–');
  });
});
