import { describe, expect, it } from 'vitest';
import { Turns } from '../../../../gateway/replication/received/turns.ts';

/** Work that goes on until it is told to end. */
function working(turns: Turns) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (gateway: string, name: string, bytes = 1_000) =>
    turns.take({ gateway, bytes }, async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      return name;
    });
  const end = async (name: string) => {
    ends.get(name)!();
    // What comes next begins in the turns of promises.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, take, end };
}

describe('requests of gateways', () => {
  it('are worked on two at once, the others in their order', async () => {
    const { begun, take, end } = working(new Turns());
    const all = ['a', 'b', 'c', 'd'].map((name) => take('gw-1', name));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await end('d');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('do not wait for those of another gateway', async () => {
    const { begun, take } = working(new Turns());
    for (const name of ['a', 'b', 'c', 'd']) void take('gw-1', name);
    void take('gw-2', 'other');
    expect(begun).toEqual(['a', 'b', 'other']);
  });

  it('are refused when too many of their gateway wait, and come in again afterwards', async () => {
    const { take, end, begun } = working(new Turns());
    for (let i = 0; i < 18; i++) void take('gw-1', `${i}`);
    await expect(take('gw-1', 'surplus')).rejects.toMatchObject({ code: 'NOT_YET', retryAfterMs: 1_000 });
    await end('0');
    void take('gw-1', 'later');
    await end('1');
    expect(begun).toEqual(['0', '1', '2', '3']);
  });

  it('wait while the bodies of all of them are large together, and none waits for ever', async () => {
    const { begun, take, end } = working(new Turns());
    for (const gateway of ['gw-1', 'gw-2', 'gw-3', 'gw-4', 'gw-5', 'gw-6']) void take(gateway, gateway, 24_000_000);
    void take('gw-7', 'small', 1_000_000);
    expect(begun).toEqual(['gw-1', 'gw-2', 'gw-3', 'gw-4', 'gw-5', 'small']);
    await end('gw-3');
    expect(begun.at(-1)).toBe('gw-6');
    const alone = working(new Turns());
    void alone.take('gw-1', 'huge', 500_000_000);
    expect(alone.begun).toEqual(['huge']);
  });

  it('give way also when they fail', async () => {
    const turns = new Turns();
    const failing = () => turns.take({ gateway: 'gw-1', bytes: 1 }, () => Promise.reject(new Error('gone')));
    for (let i = 0; i < 5; i++) await expect(failing()).rejects.toThrow('gone');
    expect(await turns.take({ gateway: 'gw-1', bytes: 1 }, async () => 'fine')).toBe('fine');
  });
});
