import { describe, expect, it } from 'vitest';
import { dark, light, type Palette } from '../../../pwa/styles/tokens.ts';

/** Relative luminance and contrast by WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const TEXT_ON: [keyof Palette, keyof Palette][] = [
  ...(['ink', 'second', 'third', 'touch', 'red'] as const).flatMap((text) =>
    (['ground', 'panel'] as const).map((ground): [keyof Palette, keyof Palette] => [text, ground]),
  ),
  ['amber', 'amber-ground'],
  ['red', 'red-ground'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_name, palette) => {
  it.each(TEXT_ON)('let %s be read on %s (WCAG AA, 4.5 : 1)', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('keep planned standstill apart from running', () => {
    expect(contrast(palette.planned, palette.running)).toBeGreaterThan(1.6);
  });
});
