/** Head, rows and cells of a sheet as they are rendered. */
import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from '../style-map.ts';
import { sheetText as s } from '../../locales/sheet.ts';
import { columnsIn, isIn, rowsIn, type Area } from './sheet-area.ts';
import type { SheetCursor } from './sheet-cursor.ts';
import type { Place, SheetCell, SheetColumn, SheetRow, SheetSort } from './sheet-model.ts';

export function headLine(parts: {
  columns: readonly SheetColumn[];
  sort: SheetSort | null;
  ticks: 'none' | 'some' | 'all' | null;
  tickAll: (ticked: boolean) => void;
  sortBy: (column: string) => void;
}) {
  const { columns, sort, ticks, tickAll, sortBy } = parts;
  return html`<div class="line head" role="row" aria-rowindex="1">
    <div class="first" role="columnheader">
      ${
        ticks === null
          ? html`<span class="hidden">${s('marks')}</span>`
          : html`<label
              ><input
                type="checkbox"
                tabindex="-1"
                aria-label=${s('tickAll')}
                .checked=${ticks === 'all'}
                .indeterminate=${ticks === 'some'}
                @change=${({ target }: Event) => tickAll((target as HTMLInputElement).checked)}
            /></label>`
      }
    </div>
    ${columns.map(({ key, title, kind, numeric, sortable = false }, index) => {
      const sorted = sort?.column === key ? (sort.descending ? 'descending' : 'ascending') : 'none';
      return html`<div
        role="columnheader"
        aria-colindex=${index + 2}
        aria-sort=${ifDefined(sortable ? sorted : undefined)}
        class=${classMap({ stuck: index === 0, number: isNumber(kind, numeric) })}
        title=${title}
      >
        ${
          sortable
            ? html`<button tabindex="-1" @click=${() => sortBy(key)}>
                <span class="title">${title}</span>${
                  sorted === 'none' ? nothing : html`<span class="sorted">${sorted === 'ascending' ? '↑' : '↓'}</span>`
                }
              </button>`
            : html`<span class="title">${title}</span>`
        }
      </div>`;
    })}
  </div>`;
}

/** Below the last: what is typed there becomes a new one. */
export function emptyRow(id: string): SheetRow {
  return { id, title: s('newRow'), cells: {}, marks: [{ sign: '+', text: s('newRow') }] };
}

interface LineLook {
  columns: readonly SheetColumn[];
  row: number;
  /** Px. */
  top: number;
  /** Not there yet: nothing to print. */
  isBlank: boolean;
  ticks: boolean;
  ticked: boolean;
  tick: (id: string, ticked: boolean) => void;
  open: (() => void) | null;
  cursor: Pick<SheetCursor, 'at' | 'area' | 'isLost'>;
  /** What the handle would fill now; null = nothing. */
  filling: Area | null;
  /** What is typed in a cell. */
  editor: (column: SheetColumn) => unknown;
}

export function lineOf(shown: SheetRow, { columns, row, top, isBlank, cursor, filling, editor, ...first }: LineLook) {
  const { at, area, isLost } = cursor;
  const isOne = rowsIn(area) * columnsIn(area) === 1;
  return html`<div
    class=${isBlank ? 'line blank' : first.ticked ? 'line checked' : 'line'}
    role="row"
    aria-rowindex=${row + 2}
    style=${styleMap({ top: `${top}px` })}
  >
    ${firstCell(shown, first)}
    ${columns.map((column, index) => {
      const place = { row, column: index };
      return cellOf(column, shown.cells[column.key], {
        ...place,
        has: at.row === row && at.column === index,
        isIn: !isOne && !isLost && isIn(area, place),
        filling: filling && isIn(filling, place) ? filling : null,
        editor: editor(column),
      });
    })}
  </div>`;
}

function firstCell(
  { id, title, href, marks = [] }: SheetRow,
  { ticks, ticked, tick, open }: Pick<LineLook, 'ticks' | 'ticked' | 'tick' | 'open'>,
) {
  const words = marks.map(({ text }) => text).join(', ');
  return html`<div
    class="first"
    role="rowheader"
    aria-colindex="1"
    aria-label=${[title, words].filter(Boolean).join(', ')}
  >
    ${
      ticks
        ? html`<label
            ><input
              type="checkbox"
              tabindex="-1"
              aria-label=${s('tick', title)}
              .checked=${ticked}
              @change=${({ target }: Event) => tick(id, (target as HTMLInputElement).checked)}
          /></label>`
        : nothing
    }
    ${open && href === undefined ? html`<button tabindex="-1" aria-label=${s('open', title)} @click=${open}>↗</button>` : nothing}
    ${href === undefined ? nothing : html`<a href=${href} tabindex="-1" aria-label=${s('open', title)}>↗</a>`}
    ${
      marks.length === 0
        ? nothing
        : html`<span class="marks" title=${words}
            >${marks.map(({ sign, loud }) => html`<span class=${loud ? 'loud' : ''}>${sign}</span>`)}</span
          >`
    }
    ${ticks || open || href !== undefined ? nothing : html`<span class="hidden">${title}</span>`}
  </div>`;
}

interface CellLook {
  row: number;
  column: number;
  has: boolean;
  isIn: boolean;
  filling: Area | null;
  /** What is typed in it. */
  editor: unknown;
}

function cellOf(column: SheetColumn, cell: SheetCell | undefined, look: CellLook) {
  const isFixed = !column.editable || cell?.fixed === true;
  const classes = {
    cell: true,
    number: isNumber(column.kind, column.numeric),
    stuck: look.column === 0,
    fixed: column.editable && isFixed,
    computed: column.kind === 'computed',
    when: column.kind === 'date',
    faint: cell?.faint === true,
    amber: cell?.mark === 'amber',
    red: cell?.mark === 'red',
    wrong: cell?.wrong !== undefined,
    in: look.isIn,
    ...(look.filling && edgesOf(look.filling, look)),
  };
  return html`<div
    role="gridcell"
    class=${classMap(classes)}
    aria-colindex=${look.column + 2}
    aria-readonly=${isFixed}
    aria-selected=${look.isIn || look.has}
    aria-invalid=${cell?.wrong === undefined ? 'false' : 'true'}
    tabindex=${look.has ? 0 : -1}
    data-row=${look.row}
    data-column=${look.column}
    title=${ifDefined(cell?.wrong)}
  >
    ${cell?.colour ? html`<span class="dot" style=${styleMap({ '--colour': cell.colour })}></span>` : nothing}
    <span class="text">${signOf(cell)}${cell?.text ?? ''}</span>
    ${cell?.wrong === undefined ? nothing : html`<span class="hidden">${s('notTaken', cell.wrong)}</span>`}
    ${look.editor}
  </div>`;
}

function edgesOf({ from, to }: Area, { row, column }: Place): Record<string, boolean> {
  return {
    filling: true,
    'fill-top': row === from.row,
    'fill-right': column === to.column,
    'fill-bottom': row === to.row,
    'fill-left': column === from.column,
  };
}

/** Why the cell that has the focus was not taken, beside it: below it is where one types next. Its own words are for screen readers. */
export function whyNot(cell: SheetCell | undefined, { top, left }: { top: number; left: number }) {
  if (cell?.wrong === undefined) return nothing;
  const place = { top: `${top}px`, left: `${left + 4}px` };
  return html`<div class="why" aria-hidden="true" style=${styleMap(place)}>■ ${cell.wrong}</div>`;
}

function signOf(cell: SheetCell | undefined): string {
  if (cell?.wrong !== undefined) return '■ ';
  return cell?.mark === 'red' ? '■ ' : cell?.mark === 'amber' ? '▲ ' : '';
}

function isNumber(kind: SheetColumn['kind'], numeric = false): boolean {
  return numeric || kind === 'number' || kind === 'duration';
}
