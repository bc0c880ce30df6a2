/** How curves are told apart: by colour, by dashes and by a letter, so that none of them is needed alone. */
import { unsafeCSS } from 'lit';

/** One lightness, one chroma; neither amber nor red, which say that something is wrong. */
const LIGHT = ['#2f5f86', '#85561a', '#1c6c59', '#84407a', '#57529c', '#5a6412', '#8f4a58'];
const DARK = ['#7fb2dc', '#d6a75f', '#6cc3a6', '#d190c4', '#aaa5ee', '#b5bf5f', '#e09aa6'];
/** CSS px. Four of them with seven colours meet again after 28 curves. */
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

export interface Mark {
  letter: string;
  colour: string;
  /** CSS px; empty = solid. */
  dash: readonly number[];
}

/** Custom properties for canvases, and classes `mark-0` … for text and lines, of all elements that show marks. */
export const markColours = unsafeCSS(`
  :host { ${declared(LIGHT)} }
  @media screen and (prefers-color-scheme: dark) { :host { ${declared(DARK)} } }
  ${LIGHT.map((_, i) => `.mark-${i} { color: var(--ls-mark-${i}); }`).join(' ')}
`);

export const markClass = (place: number): string => `mark-${place % LIGHT.length}`;
export const markLetter = (place: number): string => String.fromCharCode(65 + (place % 26));
export const markDash = (place: number): readonly number[] => DASHES[place % DASHES.length]!;

/** For a canvas in `element`, whose styles have `markColours`. */
export function marksOf(element: Element, count: number): Mark[] {
  const style = getComputedStyle(element);
  return Array.from({ length: count }, (_, place) => ({
    letter: markLetter(place),
    colour: style.getPropertyValue(`--ls-mark-${place % LIGHT.length}`).trim(),
    dash: markDash(place),
  }));
}

function declared(colours: readonly string[]): string {
  return colours.map((colour, i) => `--ls-mark-${i}: ${colour};`).join(' ');
}
