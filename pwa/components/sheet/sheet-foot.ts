/** Below a sheet: how much there is, what the selected numbers are together, what was not taken. */
import { html, nothing } from 'lit';
import { number } from '../../locales/format.ts';
import { sheetText as s } from '../../locales/sheet.ts';
import './ls-sheet-foot.ts';
import { columnsIn, placesIn, rowsIn, type Area } from './sheet-area.ts';
import { cellAt, type Grid } from './sheet-edits.ts';
import type { Place, SheetRow } from './sheet-model.ts';

/** A larger selection is not added up while a hand draws it. */
const MOST_SUMMED = 20_000;

export function footOf(
  grid: Grid,
  area: Area,
  {
    showWrong,
    dismiss,
    dropped = null,
    sortAgain = null,
  }: {
    showWrong: (place: Place) => void;
    dismiss: () => void;
    dropped?: string | null;
    sortAgain?: (() => void) | null;
  },
) {
  const isSummed = rowsIn(area) * columnsIn(area) <= MOST_SUMMED;
  const amounts = isSummed ? placesIn(area).flatMap((place) => cellAt(grid, place)?.amount ?? []) : [];
  const sum = amounts.reduce((all, one) => all + one, 0);
  const wrong = grid.rows.flatMap((row, index) => (row.isWrong ? [index] : []));
  const next = wrong.find((row) => row > area.to.row) ?? wrong[0];
  return html`<ls-sheet-foot
    ><div class="foot">
      <span>${s('rows', grid.rows.length)}</span>
      ${amounts.length < 2 ? nothing : html`<span>${s('sum', amounts.length, number(sum))}</span>`}
      ${sortAgain === null ? nothing : html`<span>${s('sortStale')}</span><button @click=${sortAgain}>${s('sortAgain')}</button>`}
      <span class="dropped" role="status">${dropped === null ? nothing : `▲ ${s('rowGone', dropped)}`}</span>
      <span class="wrong-count" role="status"
        >${wrong.length === 0 ? nothing : html`■ ${s('wrongRows', wrong.length)}: ${whyOf(grid, grid.rows[wrong[0]!]!)}`}</span
      >
      ${
        next === undefined
          ? nothing
          : html`<button @click=${() => showWrong({ row: next, column: firstWrong(grid, grid.rows[next]!) })}>
                ${s('showWrong')}</button
              ><button @click=${dismiss}>${s('dismiss')}</button>`
      }
    </div></ls-sheet-foot
  >`;
}

function whyOf({ columns }: Grid, { cells }: SheetRow): string {
  const { key, title } = columns.find((column) => cells[column.key]?.wrong !== undefined) ?? {};
  return key === undefined ? '' : `${title}: ${cells[key]?.wrong}`;
}

function firstWrong({ columns }: Grid, { cells }: SheetRow): number {
  return Math.max(
    0,
    columns.findIndex(({ key }) => cells[key]?.wrong !== undefined),
  );
}
