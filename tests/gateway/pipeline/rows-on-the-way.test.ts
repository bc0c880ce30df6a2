import { expect, it } from 'vitest';
import { RowsOnTheWay } from '../../../gateway/pipeline/rows-on-the-way.ts';

it('rows of closed chunks are shown until the store has them, the newest six chunks at most', () => {
  let durable = 0;
  const onTheWay = new RowsOnTheWay<number>((ticket) => ticket <= durable);
  for (let n = 1; n <= 7; n++) onTheWay.add(n, { rows: [n], before: n - 1 });
  const shown = () => onTheWay.chunks().flatMap(({ rows }) => rows);
  expect(shown()).toEqual([2, 3, 4, 5, 6, 7]);
  durable = 5;
  expect(shown()).toEqual([6, 7]);
});
