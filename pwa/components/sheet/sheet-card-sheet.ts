/** A sheet where there is no room for columns: its rows as cards, and one of them as a form. */
import { html, nothing } from 'lit';
import { sheetText as s } from '../../locales/sheet.ts';
import type { Area } from './sheet-area.ts';
import { cardList } from './sheet-card-list.ts';
import type { Grid } from './sheet-edits.ts';
import { footOf } from './sheet-foot.ts';
import type { SheetForms } from './sheet-forms.ts';
import { newRowId } from './sheet-model.ts';
import type { RowWindow } from './sheet-window.ts';

export function cardSheet(parts: {
  grid: Grid;
  label: string;
  seen: RowWindow;
  open: (row: string) => void;
  /** Null = rows are opened elsewhere. */
  forms: SheetForms | null;
  area: Area;
  dismiss: () => void;
}) {
  const { grid, label, open, forms, area, dismiss } = parts;
  const { columns, rows, growable } = grid;
  const seen = { ...parts.seen, to: Math.min(parts.seen.to, rows.length) };
  if (!forms) return cardList({ label, columns, rows, seen, open });
  const fill = (row: string) => forms.open(row);
  return html`${
    growable ? html`<button class="new" @click=${() => fill(newRowId(0))}>+ ${s('newRow')}</button>` : nothing
  }
  ${cardList({ label, columns, rows, seen, open: fill })}
  ${footOf(grid, area, { showWrong: ({ row }) => fill(rows[row]!.id), dismiss })} ${forms.render(columns, rows)}`;
}
