/** Rows of a sheet as cards: the first columns, and a tap opens what it is about. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from '../style-map.ts';
import type { SheetColumn, SheetRow } from './sheet-model.ts';
import { CARD_PX } from './sheet-scroll.ts';
import type { RowWindow } from './sheet-window.ts';

export function cardList(parts: {
  label: string;
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  seen: RowWindow;
  open: (id: string) => void;
}) {
  const { label, columns, rows, seen, open } = parts;
  const shown = rows.slice(seen.from, seen.to);
  return html`<div class="scroller cards">
    <ul aria-label=${label} style=${styleMap({ height: `${rows.length * CARD_PX}px` })}>
      ${repeat(
        shown,
        ({ id }) => id,
        (row, index) =>
          html`<li style=${styleMap({ top: `${(seen.from + index) * CARD_PX}px` })}>
            ${
              row.href === undefined
                ? html`<button @click=${() => open(row.id)}>${card(columns, row)}</button>`
                : html`<a href=${row.href}>${card(columns, row)}</a>`
            }
          </li>`,
      )}
    </ul>
  </div>`;
}

function card(columns: readonly SheetColumn[], { title, cells, marks = [] }: SheetRow) {
  const isFilled = ({ key }: SheetColumn) => (cells[key]?.text ?? '') !== '';
  const colour = columns.map(({ key }) => cells[key]?.colour).find((one) => one !== undefined);
  return html`<strong
      >${colour === undefined ? nothing : html`<span class="dot" style=${styleMap({ '--colour': colour })}></span>`}${title}
      <span class="marks">${marks.map(({ sign, text }) => html`<span title=${text}>${sign}</span>`)}</span></strong
    >
    ${linesOf(columns).map(
      (line) =>
        html`<span class="some"
          >${line.filter(isFilled).map(({ key, title: name, card: place }, index) => {
            const { text = '', mark, faint } = cells[key] ?? {};
            const words = `${mark === 'red' ? '■ ' : mark === 'amber' ? '▲ ' : ''}${place?.titled === false ? text : `${name} ${text}`}`;
            return html`${index > 0 ? ' · ' : ''}<span class=${mark ?? (faint ? 'faint' : '')}>${words}</span>`;
          })}</span
        >`,
    )}`;
}

function linesOf(columns: readonly SheetColumn[]): SheetColumn[][] {
  const chosen = [1, 2].map((line) => columns.filter(({ card: place }) => place?.line === line));
  return chosen.some((line) => line.length > 0) ? chosen : [columns.slice(0, 4), columns.slice(4, 8)];
}
