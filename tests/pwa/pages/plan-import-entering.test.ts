import { describe, expect, it } from 'vitest';
import { enterPieces, piecesOf } from '../../../pwa/pages/plan-import-entering.ts';
import type { Said, SaidChange, Saying } from '../../../shared/orders/said.ts';
import { planningWorld } from '../../fixtures/planning-world.ts';

/** Changes of two orders each, with their jobs. */
const changes = (count: number): SaidChange[] =>
  Array.from({ length: count }, (_, i) => ({
    type: 'change',
    sets: [`o${i}a`, `o${i}b`].flatMap((id) => [
      { entity: 'order' as const, id, set: { quantity: 1 }, saw: {} },
      { entity: 'job' as const, id: `${id}.1`, set: { order: id }, saw: {} },
    ]),
  }));

describe('A table that is entered', () => {
  it('comes in pieces that count its rows', () => {
    const pieces = piecesOf(changes(10), 20);
    expect(pieces.map(({ said, rows }) => [said.length, rows])).toEqual([
      [4, 8],
      [4, 8],
      [2, 4],
    ]);
  });

  it('stays as far as it came when somebody stops it, and says how many rows that are', async () => {
    const stop = new AbortController();
    const entered: Said[] = [];
    const words: string[] = [];
    const acting = {
      attempt: (attempt: (world: ReturnType<typeof planningWorld>['world']) => Saying, done: string) => {
        const saying = attempt(planningWorld().world);
        if (saying.ok) entered.push(...saying.said);
        words.push(done);
        return Promise.resolve(true);
      },
    };
    const told: number[] = [];
    const all = await enterPieces(acting, piecesOf(changes(10), 20), {
      told: (rows) => {
        told.push(rows);
        if (rows === 16) stop.abort();
      },
      stop: stop.signal,
      words: (rows) => `${rows} rows`,
    });
    expect(all).toBe(false);
    expect(entered).toHaveLength(8);
    expect([told, words]).toEqual([
      [8, 16],
      ['8 rows', '16 rows'],
    ]);
  });
});
