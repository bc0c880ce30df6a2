import { expect, it } from 'vitest';
import { describeUnless } from './describe-unless.ts';
import { fullDisk } from './full-disk.ts';
import { fullStore } from './full-store.ts';
import { whyNoSmallDisk } from './small-disk.ts';

describeUnless(whyNoSmallDisk(), 'a gateway whose disk is full', () => {
  it('answers all the time, goes on within 5 s when there is room, and lost nothing', async () => {
    const { lost, duplicated } = await fullDisk(1);
    expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
  }, 300_000);

  it('has a store that loses nothing that it acknowledged, before and after', async () => {
    const { lost, duplicated } = await fullStore(1);
    expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
  }, 300_000);
});
