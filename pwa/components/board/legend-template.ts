/** Under the board on paper: what its signs mean, as far as they are on it. */
import { html, nothing, type TemplateResult } from 'lit';
import { boardText } from '../../locales/board.ts';
import { paperText as w } from '../../locales/plan-paper.ts';
import { BAR_MARKS, type BarMark, type BoardBar, type BoardWindow } from './board-model.ts';
import { markShape } from './mark-shapes.ts';
import { barsWithin, type RowLayout } from './row-layout.ts';

const STATES = ['planned', 'running', 'interrupted', 'ended'] as const;

export function legend({ rows }: Pick<RowLayout, 'rows'>, view: BoardWindow): TemplateResult {
  const bars = rows.flatMap((row) => row.bars.slice(...barsWithin(row, view)));
  const has = (is: (bar: BoardBar) => boolean) => bars.some(is);
  const marks = new Set(bars.flatMap((bar) => bar.marks));
  const rests = rows.some(({ row }) => row.shades.some(({ from, to }) => from < view.to && to > view.from));
  return html`<p class="legend">
    ${STATES.filter((state) => has((bar) => bar.state === state)).map((state) => bar(state))}
    ${has(({ setupFrom, start }) => setupFrom < start) ? sign('setup', w('setup')) : nothing}
    ${has(({ range }) => range !== null) ? sign('range', w('range')) : nothing}
    ${has(({ ghostEnd }) => ghostEnd !== null) ? sign('ghost', w('ghost')) : nothing}
    ${has(({ due, end }) => due !== null && due < end) ? sign('due missed', w('due')) : nothing}
    ${rests ? sign('shade', w('rest')) : nothing} ${BAR_MARKS.filter((mark) => marks.has(mark)).map(marked)}
  </p>`;
}

function bar(state: (typeof STATES)[number]): TemplateResult {
  const made = state === 'running' || state === 'interrupted' ? html`<span class="progress"></span>` : nothing;
  return html`<span class="entry"
    ><span class="sample bar ${state}"><span class="fill">${made}</span></span
    >${w(state)}</span
  >`;
}

function sign(shape: string, words: string): TemplateResult {
  return html`<span class="entry"
    ><span class="sample"><span class=${shape}></span></span>${words}</span
  >`;
}

function marked(mark: BarMark): TemplateResult {
  return html`<span class="entry mark ${mark}">${markShape(mark)}${boardText(mark)}</span>`;
}
