import { beforeEach, describe, expect, it } from 'vitest';
import { SheetCursor } from '../../../../pwa/components/sheet/sheet-cursor.ts';
import type { SheetRow } from '../../../../pwa/components/sheet/sheet-model.ts';
import { row } from './a-grid.ts';

const rowsOf = (...ids: string[]): SheetRow[] => ids.map((id) => row(id, {}));
const size = (rows: readonly SheetRow[]) => ({ rows: rows.length + 1, columns: 4 });

describe('the cursor of a sheet', () => {
  let cursor: SheetCursor;
  const follow = (...ids: string[]) => cursor.follow(rowsOf(...ids), size(rowsOf(...ids)));
  beforeEach(() => {
    cursor = new SheetCursor();
  });

  it('stays with its row when rows are sorted anew', () => {
    cursor.go({ row: 0, column: 2 }, false, rowsOf('a', 'b', 'c'));
    follow('b', 'c', 'a');
    expect(cursor.at).toEqual({ row: 2, column: 2 });
  });

  it('stays in the empty row when others come above it', () => {
    cursor.go({ row: 2, column: 1 }, false, rowsOf('a', 'b'));
    follow('a', 'b', 'c');
    expect(cursor.at).toEqual({ row: 3, column: 1 });
  });

  it('goes where the new row goes that was typed in the empty one', () => {
    cursor.go({ row: 2, column: 1 }, false, rowsOf('a', 'c'));
    cursor.renamed((id) => (id === '+0' ? 'b' : id));
    follow('a', 'b', 'c');
    expect(cursor.at).toEqual({ row: 1, column: 1 });
    expect(cursor.isLost).toBe(false);
  });

  it('is lost when its row goes, whatever stands there now, and found when the row comes back', () => {
    cursor.go({ row: 1, column: 1 }, false, rowsOf('a', 'b', 'c'));
    follow('a', 'c');
    expect(cursor.isLost).toBe(true);
    follow('b', 'a', 'c');
    expect(cursor).toMatchObject({ isLost: false, at: { row: 0, column: 1 } });
  });

  it('is not lost any more when somebody goes on from there', () => {
    cursor.go({ row: 1, column: 1 }, false, rowsOf('a', 'b', 'c'));
    follow('a', 'c');
    cursor.go({ row: 1, column: 2 }, false, rowsOf('a', 'c'));
    expect(cursor.isLost).toBe(false);
  });

  it('begins at the top, wherever the first rows come from', () => {
    follow('a', 'b');
    expect(cursor).toMatchObject({ isLost: false, at: { row: 0, column: 0 } });
  });
});
