import { describe, expect, it } from 'vitest';
import { Handover } from '../../../gateway/sources/handover.ts';
import type { Block } from '../../../gateway/sources/source.ts';

const block = (offset: number): Block => ({
  sourceId: 'line8/vision',
  file: 'PR20221011.txt',
  fileKey: '0f1e2d3c4b5a6978',
  generation: 0,
  offset,
  bytes: Buffer.from('row\n'),
  receivedAt: 0,
});

describe('handing blocks over', () => {
  it('keeps a few under way, in order, and waits for the first of them before it gives more', async () => {
    const open: { offset: number; done: () => void }[] = [];
    const handover = new Handover(({ offset }) => new Promise<void>((done) => open.push({ offset, done })));
    const giving = (async () => {
      for (let offset = 0; offset < 20; offset++) await handover.give(block(offset));
      await handover.settle();
    })();
    const given: number[] = [];
    while (given.length < 20) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(open.length).toBeLessThanOrEqual(4);
      const { offset, done } = open.shift()!;
      given.push(offset);
      done();
    }
    await giving;
    expect(given).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('gives nothing more once a block was refused', async () => {
    const refusal = new Error('no');
    const given: number[] = [];
    const handover = new Handover(async ({ offset }) => {
      given.push(offset);
      if (offset === 1) throw refusal;
    });
    await handover.give(block(0));
    await handover.give(block(1));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(handover.give(block(2))).rejects.toBe(refusal);
    await expect(handover.settle()).rejects.toBe(refusal);
    expect(given).toEqual([0, 1]);
  });
});
