import { describe, expect, it } from 'vitest';
import { HashingTurns } from '../../../gateway/auth/hashing-turns.ts';
import { failure } from './plant-with-people.ts';

/** Work that ends when the test says so. */
function asked() {
  const turns = new HashingTurns();
  const order: string[] = [];
  const open: (() => void)[] = [];
  const ask = (name: string, known: boolean) =>
    turns.take(known, async () => {
      order.push(name);
      await new Promise<void>((resolve) => open.push(resolve));
    });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const end = async () => {
    open.shift()?.();
    await settled();
  };
  return { order, ask, end, settled, turns };
}

describe('hashing', () => {
  it('is done for two at a time, for known places first', async () => {
    const { order, ask, end, settled } = asked();
    for (const name of ['s1', 's2', 's3', 's4']) void ask(name, false);
    for (const name of ['k1', 'k2']) void ask(name, true);
    await settled();
    expect(order).toEqual(['s1', 's2']);
    for (let n = 0; n < 6; n++) await end();
    expect(order).toEqual(['s1', 's2', 'k1', 'k2', 's3', 's4']);
  });

  it('is refused to strangers when too many wait, and the youngest of them gives way to who is known', async () => {
    const { order, ask, end } = asked();
    const strangers = Array.from({ length: 42 }, (_, n) => failure(ask(`s${n}`, false)));
    expect(await failure(ask('late', false))).toBe('THROTTLED');
    void ask('known', true);
    expect(await strangers.at(-1)).toBe('THROTTLED');
    await end();
    expect(order).toEqual(['s0', 's1', 'known']);
  });

  it('goes on after work that failed', async () => {
    const { turns } = asked();
    const failing = () => failure(turns.take(true, () => Promise.reject(new Error('no'))));
    await Promise.all([failing(), failing(), failing()]);
    expect(await turns.take(false, async () => 'done')).toBe('done');
  });
});
