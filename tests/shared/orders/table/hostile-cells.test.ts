import { expect, it } from 'vitest';
import { formulaSafe, withoutSafety } from '../../../../shared/formula-safe.ts';
import { plainText } from '../../../../shared/orders/table/plain-text.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';

it('A cell of half a million empty lines holds nobody up, on the way in or out', () => {
  const text = `a${'\n'.repeat(500_000)}=b`;
  expect(plainText(text)).toBe(text);
  expect(formulaSafe(text)).toBe(text.replace('=', "'="));
  expect(withoutSafety(formulaSafe(text))).toBe(text);
});

it('A table of quotes that never end is read as text', () => {
  const rows = readTable('lot,notes\n'.concat('"""x,"y\n'.repeat(50_000)));
  expect(rows).toHaveLength(50_001);
});
