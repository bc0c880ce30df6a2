import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../pwa/data/collections.ts';
import { lineView, linesOf } from '../../../pwa/data/line-view.ts';
import type { ReferenceRow } from '../../../shared/sync/rows.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';
import { HOUR, hourRow, referenceRows } from './device.ts';

const T = 480_000 * HOUR;
const reference = referenceRows('line8', 'line9') as ReferenceRow[];
const entry = (id: string, line: string, acceptedAt: number | null = null): Entry => {
  const by = { origin: 'device-aaaaaaaa', user: null };
  const said = { line, from: T, to: T + 1, code: 'jam', supersedes: null };
  return {
    id,
    acceptedAt,
    waits: null,
    tried: false,
    fact: { _id: id, type: 'reason', schema: 1, at: T, by, ...said },
  };
};
const reasonOf = (id: string) => ({ id, at: T, from: T, to: T + 1, code: 'jam', supersedes: null, origin: 'other' });

describe('the view of a line', () => {
  it('is unknown until plant and line are here', () => {
    const nothing = { hours: [], now: null, entries: [], rules: null };
    expect(lineView('line8', [], nothing)).toBeNull();
    expect(lineView('line7', reference, nothing)).toBeNull();
    const withoutPlant = reference.filter((row) => row.kind !== 'plant');
    expect(lineView('line8', withoutPlant, nothing)).toBeNull();
    expect(lineView('line8', reference, nothing)?.line.id).toBe('line8');
  });

  it('shows each reason once, whether a row, this device or both say it', () => {
    const hours = [hourRow('line8', T, { reasons: [reasonOf('a'), reasonOf('b')], facts: ['a', 'b', 'c'] })];
    const entries = [entry('b', 'line8', T), entry('c', 'line8', T), entry('d', 'line8'), entry('e', 'line9')];
    const view = lineView('line8', reference, { hours, now: null, entries, rules: null });
    expect(view?.given.map(({ id, unsent }) => ({ id, unsent }))).toEqual([
      { id: 'a', unsent: false },
      { id: 'b', unsent: false },
      { id: 'd', unsent: true },
    ]);
  });

  it('counts what was said by hand here at once, over time of which nothing is known, and once', () => {
    const unknown = new Array<number>(60).fill(60_000);
    const hours = [hourRow('line8', T, { unknownMs: unknown })];
    const by = { origin: 'device-aaaaaaaa', user: null };
    const made = { from: T, to: T + HOUR, produced: 120, good: 120, rework: 0, supersedes: null };
    const said = { _id: 'c', type: 'manual-count' as const, schema: 1, line: 'line8', at: T + HOUR, by, ...made };
    const entries = [{ id: 'c', acceptedAt: null, waits: null, tried: false, fact: said }];
    const own = lineView('line8', reference, { hours, now: null, entries, rules: null });
    expect(own?.hours[0]!.produced).toEqual(new Array(60).fill(2));
    expect(own?.hours[0]!.byHand).toEqual(new Array(60).fill(true));
    expect(own?.manual).toMatchObject([{ id: 'c', unsent: true }]);
    const manual = [{ id: 'c', kind: 'count' as const, at: T + HOUR, origin: by.origin, ...made }];
    const listed = [hourRow('line8', T, { unknownMs: unknown, manual, facts: ['c'] })];
    const sent = lineView('line8', reference, { hours: listed, now: null, entries, rules: null });
    expect(sent?.hours[0]!.produced).toEqual(own?.hours[0]!.produced);
    expect(sent?.manual).toMatchObject([{ id: 'c', unsent: false }]);
  });

  it('takes the reason that came with a standstill by hand for the reason of the stop', () => {
    const unknownMs = new Array<number>(60).fill(60_000);
    const said = { id: 's', at: T, origin: 'other', from: T, until: T + HOUR, supersedes: null };
    const manual = [{ kind: 'state' as const, ...said, state: 'Held' as const, reason: 'jam' }];
    const hours = [hourRow('line8', T, { unknownMs, manual, facts: ['s'] })];
    const view = lineView('line8', reference, { hours, now: null, entries: [], rules: null });
    expect(view?.given).toMatchObject([{ id: 's', from: T, to: T + HOUR, code: 'jam', unsent: false }]);
    expect(view?.hours[0]!.stops).toEqual([[T, null]]);
  });

  it('has what planners set of its calendar', () => {
    const rules = rulesOf('UTC');
    const nothing = { hours: [], now: null, entries: [] };
    expect(lineView('line8', reference, { ...nothing, rules })?.line.rules).toBe(rules);
    expect(lineView('line8', reference, { ...nothing, rules: null })?.line).not.toHaveProperty('rules');
  });

  it('lists lines in the order of the plant', () => {
    expect(linesOf(reference.toReversed()).map((line) => line.id)).toEqual(['line8', 'line9']);
  });
});
