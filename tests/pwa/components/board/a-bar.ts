/** Bars and rows for tests, in hours since 1970. */
import type { BoardBar, BoardRow } from '../../../../pwa/components/board/board-model.ts';
import { layRows, type RowLayout } from '../../../../pwa/components/board/row-layout.ts';

export const HOUR = 3_600_000;
export const SIZE = { row: 70, bar: 48 };

export function aBar(id: string, row: string, [from, to]: [number, number], more: Partial<BoardBar> = {}): BoardBar {
  return {
    ...{
      id,
      row,
      title: id,
      note: '',
      about: '',
      colour: '#888888',
      state: 'planned',
      setupFrom: from * HOUR,
      start: from * HOUR,
    },
    ...{ end: to * HOUR, endKnown: true, ghostEnd: null, range: null, progress: null, due: null, marks: [] },
    ...{ movable: true, label: id },
    ...more,
  };
}

export function aRow(id: string, more: Partial<BoardRow> = {}): BoardRow {
  return { id, title: id, note: '', alert: 'none', shades: [], ...more };
}

export function laid(rows: string[], ...bars: BoardBar[]): RowLayout {
  return layRows(
    rows.map((id) => aRow(id)),
    bars,
    SIZE,
  );
}
