/** The colours that a canvas needs, read from the design tokens as they apply to an element. */
import { COLOURS, type Palette } from '../../styles/tokens.ts';

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--ls-${name}`).trim()])) as Palette;
}
