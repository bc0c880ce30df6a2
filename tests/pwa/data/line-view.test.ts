import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../pwa/data/collections.ts';
import { lineView, linesOf } from '../../../pwa/data/line-view.ts';
import type { ReferenceRow } from '../../../shared/sync/rows.ts';
import { HOUR, hourRow, referenceRows } from './device.ts';

const T = 480_000 * HOUR;
const reference = referenceRows('line8', 'line9') as ReferenceRow[];
const entry = (id: string, line: string, acceptedAt: number | null = null): Entry => {
  const by = { origin: 'device-aaaaaaaa', user: null };
  const said = { line, from: T, to: T + 1, code: 'jam', supersedes: null };
  return { id, acceptedAt, fact: { _id: id, type: 'reason', schema: 1, at: T, by, ...said } };
};
const reasonOf = (id: string) => ({ id, at: T, from: T, to: T + 1, code: 'jam', supersedes: null, origin: 'other' });

describe('the view of a line', () => {
  it('is unknown until plant and line are here', () => {
    const nothing = { hours: [], now: null, entries: [] };
    expect(lineView('line8', [], nothing)).toBeNull();
    expect(lineView('line7', reference, nothing)).toBeNull();
    const withoutPlant = reference.filter((row) => row.kind !== 'plant');
    expect(lineView('line8', withoutPlant, nothing)).toBeNull();
    expect(lineView('line8', reference, nothing)?.line.id).toBe('line8');
  });

  it('shows each reason once, whether a row, this device or both say it', () => {
    const hours = [hourRow('line8', T, { reasons: [reasonOf('a'), reasonOf('b')], facts: ['a', 'b', 'c'] })];
    const entries = [entry('b', 'line8', T), entry('c', 'line8', T), entry('d', 'line8'), entry('e', 'line9')];
    const view = lineView('line8', reference, { hours, now: null, entries });
    expect(view?.given.map(({ id, unsent }) => ({ id, unsent }))).toEqual([
      { id: 'a', unsent: false },
      { id: 'b', unsent: false },
      { id: 'd', unsent: true },
    ]);
  });

  it('lists lines in the order of the plant', () => {
    expect(linesOf(reference.toReversed()).map((line) => line.id)).toEqual(['line8', 'line9']);
  });
});
