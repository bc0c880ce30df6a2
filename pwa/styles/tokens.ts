/** Design tokens as CSS custom properties (`--ls-…`). Colours follow the device's light or dark scheme; print is light. */
import { unsafeCSS, type CSSResult } from 'lit';

export type Palette = Record<(typeof COLOURS)[number], string>;

export const COLOURS = [
  'ground',
  'panel',
  'line',
  'ink',
  'second',
  'third',
  'touch',
  'running',
  'planned',
  'stop-0',
  'stop-1',
  'stop-2',
  'stop-3',
  'amber',
  'amber-ground',
  'red',
  'red-ground',
] as const;

export const light: Palette = {
  ground: '#e4e6e8',
  panel: '#eff0f1',
  line: '#c9ced2',
  ink: '#1f2529',
  second: '#566068',
  // Darker than the sketch's #6d767d, which is 3.7 : 1 on the ground.
  third: '#5f686f',
  touch: '#2f5f86',
  running: '#a9b4bb',
  planned: '#727c84',
  'stop-0': '#b9b8a4',
  'stop-1': '#d9c27a',
  'stop-2': '#d9701a',
  'stop-3': '#8c1d18',
  amber: '#7d5200',
  'amber-ground': '#ffe9b8',
  red: '#b3261e',
  'red-ground': '#fbd9d5',
};

export const dark: Palette = {
  ground: '#15191c',
  panel: '#1d2327',
  line: '#343c42',
  ink: '#e6eaed',
  second: '#a3adb4',
  third: '#8f999f',
  touch: '#7fb2dc',
  running: '#4c5a64',
  planned: '#7b868e',
  'stop-0': '#5c5a48',
  'stop-1': '#8f7d3e',
  'stop-2': '#e0802f',
  'stop-3': '#d8463c',
  amber: '#f0b429',
  'amber-ground': '#4a3a10',
  // Lighter than the sketch's #ff6b5e, which is 4.4 : 1 on its own ground.
  red: '#ff8075',
  'red-ground': '#4a1c18',
};

/** For a page's `static styles` and, adopted by the document, for the ground behind it. */
export const tokens: CSSResult = unsafeCSS(`
  :root, :host { color-scheme: light; ${declared(light)}
    --ls-12: 0.75rem; --ls-13: 0.8125rem; --ls-15: 0.9375rem; --ls-19: 1.1875rem; --ls-30: 1.875rem;
    --ls-radius: 6px;
    --ls-font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  }
  @page { margin: 10mm; }
  @page lying { size: landscape; }
  @media screen and (prefers-color-scheme: dark) { :root, :host { color-scheme: dark; ${declared(dark)} } }
`);

function declared(palette: Palette): string {
  return COLOURS.map((name) => `--ls-${name}: ${palette[name]};`).join(' ');
}
