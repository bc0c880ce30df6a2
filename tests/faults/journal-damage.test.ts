import { describe, expect, it } from 'vitest';
import { bitFlips, tornTails } from './journal-damage.ts';

describe('a journal that comes back damaged', () => {
  it('has every whole record, once, wherever in the last three its end was torn off', async () => {
    const { times, lost, duplicated } = await tornTails();
    expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
    expect(times).toBeGreaterThan(200);
  });

  it('has every record but the one in which a bit flipped, whichever bit', async () => {
    const { times, lost, duplicated } = await bitFlips();
    expect({ lost, duplicated }).toEqual({ lost: 0, duplicated: 0 });
    expect(times).toBeGreaterThan(600);
  });
});
