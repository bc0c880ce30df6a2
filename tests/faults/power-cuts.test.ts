import { expect, it } from 'vitest';
import { describeUnless } from './describe-unless.ts';
import { powerCuts, whyNoPowerCuts } from './power-cuts.ts';

describeUnless(whyNoPowerCuts(), 'a gateway whose power fails', () => {
  it('has every acknowledged row once in journal and store, and both fit together', async () => {
    const { acknowledged, lost, duplicated } = await powerCuts(3);
    expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
    expect(acknowledged).toBeGreaterThan(0);
  }, 300_000);
});
