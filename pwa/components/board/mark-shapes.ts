/** Shapes of a bar's states: none is told from another by its colour alone. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { boardText } from '../../locales/board.ts';
import { BAR_MARKS, type BarMark } from './board-model.ts';

const SHAPES: Record<BarMark, TemplateResult> = {
  conflict: svg`<rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />`,
  late: svg`<path d="M6 1 11.5 11H.5Z" fill="currentColor" />`,
  versions: svg`<path d="M1 1h7v7H1ZM4 8v3h7V4H8" fill="none" stroke="currentColor" stroke-width="1.5" />`,
  stale: svg`<path d="M10.5 6A4.5 4.5 0 1 1 8 2M6 3.500V6l2 1.500" fill="none" stroke="currentColor" stroke-width="1.5" />`,
  unsent: svg`<path d="M6 11V2M2.500 5.500 6 2l3.500 3.500" fill="none" stroke="currentColor" stroke-width="1.5" />`,
  draft: svg`<path d="M1.500 10.500 2 8l6-6 2 2-6 6Z" fill="none" stroke="currentColor" stroke-width="1.300" />`,
  pinned: svg`<path d="M4 1h4v4l1.500 2h-7L4 5ZM6 7v4.500" fill="none" stroke="currentColor" stroke-width="1.5" />`,
  frozen: svg`<path d="M6 .5v11M1.200 3.200l9.600 5.600M10.800 3.200 1.200 8.800" fill="none" stroke="currentColor" stroke-width="1.300" />`,
};

const HOLDING: readonly BarMark[] = ['pinned', 'frozen'];

/** Shapes with their words; words that there is no room for are cut off by the styles, the shapes never. */
export function markShapes(marks: readonly BarMark[]): TemplateResult | typeof nothing {
  if (marks.length === 0) return nothing;
  return html`<span class="marks"
    >${marks.map((mark) => html`<span class="mark ${mark}">${markShape(mark)}<i>${boardText(mark)}</i></span>`)}</span
  >`;
}

export function markShape(mark: BarMark): TemplateResult {
  return html`<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${SHAPES[mark]}</svg>`;
}

/**
 * Over a bar without room for words: the loudest mark that somebody has to do something about, and what holds the bar in its
 * place, for else it is only found out by moving it. `bare` = there is not even room for the second.
 */
export function flagsOf(marks: readonly BarMark[], bare: boolean): TemplateResult | typeof nothing {
  const loudest = BAR_MARKS.find((mark) => marks.includes(mark) && toneOf([mark]) !== 'none');
  const holding = bare ? [] : HOLDING.filter((mark) => marks.includes(mark));
  const flags = loudest === undefined ? holding : [loudest, ...holding];
  if (flags.length === 0) return nothing;
  return html`<span class="flags" aria-hidden="true"
    >${flags.map(
      (mark) => html`<svg class="flag ${mark}" viewBox="0 0 12 12" width="12" height="12">${SHAPES[mark]}</svg>`,
    )}</span
  >`;
}

/** What colours the border: only what somebody has to do something about. */
export function toneOf(marks: readonly BarMark[]): 'act' | 'look' | 'none' {
  if (marks.includes('conflict')) return 'act';
  return marks.some((mark) => mark === 'late' || mark === 'versions') ? 'look' : 'none';
}
