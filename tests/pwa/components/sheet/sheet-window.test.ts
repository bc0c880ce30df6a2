import { describe, expect, it } from 'vitest';
import { rowsSeen, scrolledTo } from '../../../../pwa/components/sheet/sheet-window.ts';

describe('rows of a long list that are made', () => {
  it('are those that are seen and some around them', () => {
    expect(rowsSeen(36_000, 720, 36, 10_000)).toEqual({ from: 992, to: 1_028 });
  });

  it('are none before the first and after the last', () => {
    expect(rowsSeen(0, 720, 36, 10)).toEqual({ from: 0, to: 10 });
    expect(rowsSeen(999_999, 720, 36, 10)).toEqual({ from: 10, to: 10 });
  });

  it('are scrolled to no further than needed', () => {
    expect(scrolledTo(5, 0, 720, 36)).toBe(0);
    expect(scrolledTo(30, 0, 720, 36)).toBe(31 * 36 - 720);
    expect(scrolledTo(3, 720, 720, 36)).toBe(108);
  });
});
