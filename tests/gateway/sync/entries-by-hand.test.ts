import { describe, expect, it } from 'vitest';
import { FactAcceptance } from '../../../gateway/sync/accept-facts.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import type { FactAnswer } from '../../../shared/sync/protocol.ts';
import { principalOf } from '../auth/plant-with-devices.ts';
import { LINE } from '../pipeline/recorded-line.ts';
import { knownFacts } from './known-facts.ts';
import { signedOnAlways } from './signed-on.ts';

const NOW = Date.UTC(2022, 9, 10, 12);
const MINUTE_MS = 60_000;
const plant = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  reasons: [{ code: 'jam', name: 'Jam' }],
  lines: [LINE],
};

function entered(type: 'manual-count' | 'manual-state', said: Record<string, unknown>): Record<string, unknown> {
  const at = NOW - MINUTE_MS;
  const by = { origin: 'tablet1', user: 'assembler' };
  return {
    _id: personFactId(type, at, 'tablet1', 1),
    type,
    schema: 1,
    line: 'line8',
    at,
    by,
    supersedes: null,
    ...said,
  };
}

const count = (said: Record<string, unknown> = {}) =>
  entered('manual-count', { from: NOW - 30 * MINUTE_MS, to: NOW, produced: 100, good: 97, rework: 3, ...said });
const state = (said: Record<string, unknown> = {}) =>
  entered('manual-state', { from: NOW, until: NOW + 30 * MINUTE_MS, state: 'Execute', reason: null, ...said });

async function answerTo(fact: unknown): Promise<FactAnswer> {
  const { authorship } = signedOnAlways('assembler', 'tablet1');
  const acceptance = new FactAcceptance({
    ...{ store: new MemoryStore(), gateway: 'gw', known: () => knownFacts(plant), authorship },
    now: () => NOW,
  });
  return (await acceptance.accept([fact], principalOf('tablet1')))[0]!;
}

describe('what people say by hand', () => {
  it.each([
    ['a count', count()],
    ['a count with a comment', count({ comment: 'from the pallet' })],
    ['a count that replaces another', count({ supersedes: 'manual-count:0000000000000001:tablet1.1' })],
    ['a count that is taken back', count({ supersedes: 'x', withdrawn: true })],
    ['a count of a full day', count({ from: NOW - 24 * 60 * MINUTE_MS })],
    ['a running line', state()],
    ['a line that stands, with the reason', state({ state: 'Held', reason: 'jam' })],
    ['a planned standstill', state({ state: 'Idle', reason: 'jam' })],
  ])('is taken: %s', async (_what, fact) => {
    expect(await answerTo(fact)).toEqual({ id: fact._id, status: 'accepted' });
  });

  it.each([
    ['a broken part', count({ produced: 1.5 }), 'invalid'],
    ['fewer parts than none', count({ good: -1 }), 'invalid'],
    ['more good parts than parts', count({ good: 98 }), 'counts'],
    ['parts that are yet to be made', count({ to: NOW + 2 * MINUTE_MS }), 'window'],
    ['a window that ends before it begins', count({ to: NOW - 31 * MINUTE_MS }), 'window'],
    ['more than a day', count({ from: NOW - 24 * 60 * MINUTE_MS - 1 }), 'window'],
    ['a line that is not here', count({ line: 'line77' }), 'line'],
    ['a state that no line can be told to be in', state({ state: 'Aborted' }), 'invalid'],
    ['a state ahead of time', state({ from: NOW + 2 * MINUTE_MS }), 'window'],
    ['a state for days', state({ until: NOW + 25 * 60 * MINUTE_MS }), 'window'],
    ['a reason that is not in the list', state({ state: 'Held', reason: 'moon' }), 'reason'],
    ['a field of its own', state({ mood: 'good' }), 'invalid'],
    ['the id of another kind', state({ _id: personFactId('manual-count', NOW - MINUTE_MS, 'tablet1', 1) }), 'invalid'],
  ])('is refused: %s', async (_what, fact, code) => {
    expect(await answerTo(fact)).toMatchObject({ status: 'rejected', code });
  });
});
