import { expect, it } from 'vitest';
import { Sweeps } from '../../../../gateway/replication/sending/sweeps.ts';

it('a sweep asks the plant about every database at first, after 59 others, and when the plant was away', async () => {
  const sweeps = new Sweeps({ look: async () => ['all'], behind: async () => ['behind'] });
  const made: string[] = [];
  for (let i = 0; i < 62; i++) made.push(...(await sweeps.next()));
  expect(made.flatMap((what, i) => (what === 'all' ? [i] : []))).toEqual([0, 60]);
  sweeps.anew();
  expect(await sweeps.next()).toEqual(['all']);
});
