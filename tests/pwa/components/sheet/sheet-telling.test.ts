import { beforeEach, describe, expect, it } from 'vitest';
import type { SheetEdit, SheetRow } from '../../../../pwa/components/sheet/sheet-model.ts';
import { SheetTelling, type Became } from '../../../../pwa/components/sheet/sheet-telling.ts';
import { row } from './a-grid.ts';

const edit = (id: string, column: string, value: string): SheetEdit => ({ row: id, column, value });

describe('what is typed while an earlier gesture is being entered', () => {
  let rows: SheetRow[];
  let told: (readonly SheetEdit[])[];
  let became: ((ids: Became) => void)[];
  let names: Map<string, string>;
  let telling: SheetTelling;
  beforeEach(() => {
    [rows, told, became, names] = [[row('a', {})], [], [], new Map()];
    telling = new SheetTelling({
      rows: () => rows,
      tell: (edits, done) => {
        told.push(edits);
        became.push(done);
      },
      renamed: (nameOf) => (names = new Map(['+0', '+1', '+2', 'a'].map((id) => [id, nameOf(id)]))),
    });
  });

  it('is of the row that was made of the first cell', () => {
    telling.say([edit('+0', 'name', 'Zinc')]);
    telling.say([edit('+0', 'shortName', 'ZN')]);
    expect(told).toHaveLength(1);
    became[0]!(new Map([['+0', 'n1']]));
    expect(told).toHaveLength(1);
    rows = [...rows, row('n1', {})];
    telling.follow();
    expect(told[1]).toEqual([edit('n1', 'shortName', 'ZN')]);
  });

  it('is of the next new row if it was typed below', () => {
    telling.say([edit('+0', 'name', 'Zinc')]);
    expect(telling.newRows).toBe(1);
    telling.say([edit('+1', 'name', 'Tin')]);
    rows = [row('n1', {}), ...rows];
    became[0]!(new Map([['+0', 'n1']]));
    expect(told[1]).toEqual([edit('+0', 'name', 'Tin')]);
    expect([names.get('+0'), names.get('+1'), names.get('+2'), names.get('a')]).toEqual(['n1', '+0', '+1', 'a']);
  });

  it('is of the next new row, too, if the one above waits itself', () => {
    telling.say([edit('a', 'name', 'Lead')]);
    telling.say([edit('+0', 'name', 'Zinc')]);
    expect(telling.newRows).toBe(1);
    telling.say([edit('+1', 'name', 'Tin')]);
    expect(telling.newRows).toBe(2);
    became[0]!(new Map());
    expect(told[1]).toEqual([edit('+0', 'name', 'Zinc')]);
    expect(telling.newRows).toBe(2);
    rows = [...rows, row('n1', {})];
    became[1]!(new Map([['+0', 'n1']]));
    expect(told[2]).toEqual([edit('+0', 'name', 'Tin')]);
    expect(telling.newRows).toBe(1);
  });

  it('is seen as it was typed until it is there', () => {
    telling.say([edit('+0', 'name', 'Zinc')]);
    telling.say([edit('+0', 'shortName', 'ZN')]);
    expect([...telling.typed('+0')]).toEqual([
      ['name', 'Zinc'],
      ['shortName', 'ZN'],
    ]);
  });

  it('is told at once when nothing new came of it', () => {
    telling.say([edit('a', 'name', 'Zinc')]);
    telling.say([edit('a', 'name', 'Tin')]);
    became[0]!(new Map());
    expect(told[1]).toEqual([edit('a', 'name', 'Tin')]);
  });
});
