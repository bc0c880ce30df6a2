import { expect, it } from 'vitest';
import { BlocksUnderWay } from '../../../gateway/pipeline/blocks-under-way.ts';

it('a source is taken up to the first of its blocks that is still under way, whatever others do', async () => {
  let next = 3;
  const underWay = new BlocksUnderWay(() => next);
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const ways = [underWay.go('vision', () => first.promise)];
  next = 4;
  ways.push(underWay.go('vision', () => second.promise));
  next = 9;
  expect(underWay.takenTo('vision')).toBe(3);
  expect(underWay.takenTo('oven')).toBe(9);
  first.resolve();
  await ways[0];
  expect(underWay.takenTo('vision')).toBe(4);
  let isSettled = false;
  const settled = underWay.settled().then(() => (isSettled = true));
  expect(isSettled).toBe(false);
  second.reject(new Error('the journal takes nothing'));
  await expect(ways[1]).rejects.toThrow('the journal takes nothing');
  await settled;
  expect(underWay.takenTo('vision')).toBe(9);
});
