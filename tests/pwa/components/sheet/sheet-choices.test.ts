import { describe, expect, it } from 'vitest';
import { withChoices } from '../../../../pwa/components/sheet/sheet-choices.ts';
import type { SheetCell, SheetColumn } from '../../../../pwa/components/sheet/sheet-model.ts';

const product: SheetColumn = {
  ...{ key: 'product', title: 'Product', kind: 'choice', editable: true, width: 80, over: new Set(['old']) },
  choices: [
    { value: 'new', text: 'New kit' },
    { value: 'old', text: 'Old kit' },
  ],
};
const offered = (cell?: SheetCell) => withChoices(product, cell).choices?.map(({ text }) => text);

describe('what can be chosen in a cell', () => {
  it('is nothing that is over', () => {
    expect(offered()).toEqual(['New kit']);
    expect(offered({ text: 'New kit', typed: 'new' })).toEqual(['New kit']);
  });

  it('is what stands there already, which says that it is over', () => {
    expect(offered({ text: 'Old kit', typed: 'old' })).toEqual(['New kit', 'Old kit (no longer valid)']);
  });

  it('is by its own day where a cell has one', () => {
    expect(offered({ text: '', typed: '', over: new Set() })).toEqual(['New kit', 'Old kit']);
  });
});
