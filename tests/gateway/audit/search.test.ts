import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditChain } from '../../../gateway/audit/audit-chain.ts';
import { search, type AuditFilter } from '../../../gateway/audit/search.ts';
import { WHOLE_TRAIL } from '../../../gateway/audit/stored-entries.ts';
import { GATEWAY, NOON, signOn, trails } from './trail.ts';

const DAY_MS = 86_400_000;
const names = {
  person: (user: string) => (user === 'miller' ? 'Größen Prüfer' : null),
  device: (id: string) => (id === 'd-line8' ? 'Tablet at the sealer' : null),
};

describe('looking through the trail', () => {
  const trail = trails();
  let chain: AuditChain;
  beforeEach(async () => {
    chain = await trail.open();
  });

  const look = async (
    filter: AuditFilter,
    { window = WHOLE_TRAIL, before = null as string | null, limit = 10 } = {},
  ) => {
    const found = await search({ store: trail.store, gateway: GATEWAY, names }, { window, filter, before, limit });
    return { ...found, seqs: found.entries.map(({ seq }) => seq) };
  };

  it('gives the newest first, a page at a time, over months', async () => {
    for (let i = 0; i < 25; i++) {
      await chain.record(signOn('miller'));
      trail.clock += 2 * DAY_MS;
    }
    const first = await look({});
    expect(first.seqs).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
    const second = await look({}, { before: first.next });
    const third = await look({}, { before: second.next });
    expect([...second.seqs, ...third.seqs]).toEqual(Array.from({ length: 15 }, (_, i) => 15 - i));
    expect(third.next).toBeNull();
    expect((await look({}, { window: { from: NOON + 2 * DAY_MS, to: NOON + 6 * DAY_MS } })).seqs).toEqual([3, 2]);
  });

  it('finds by person, device, kind, subject, and by words anywhere, also of names', async () => {
    await chain.record({ ...signOn('miller'), new: { way: 'badge' } });
    await chain.record({ ...signOn('jo'), what: 'sign-on-failed', device: 'd-other' });
    await chain.record({
      what: 'source-changed',
      subject: 'line8/vision',
      user: 'jo',
      device: null,
      reason: 'New Camera',
    });
    expect((await look({ user: 'jo' })).seqs).toEqual([3, 2]);
    expect((await look({ device: 'd-other' })).seqs).toEqual([2]);
    expect((await look({ what: ['sign-on', 'source-changed'] })).seqs).toEqual([3, 1]);
    expect((await look({ subject: 'line8/vision' })).seqs).toEqual([3]);
    expect((await look({ text: 'BADGE' })).seqs).toEqual([1]);
    expect((await look({ text: 'prüfer' })).seqs).toEqual([1]);
    expect((await look({ text: 'sealer' })).seqs).toEqual([1]);
    expect((await look({ text: 'camera', user: 'miller' })).seqs).toEqual([]);
  });

  it('looks at no more than 5,000 entries for one question, and says how far it came', async () => {
    for (let at = 0; at < 6_000; at += 500)
      await Promise.all(Array.from({ length: 500 }, () => chain.record(signOn('jo'))));
    await chain.record(signOn('miller'));
    const first = await look({ text: 'nothing like it' });
    expect(first).toMatchObject({ seqs: [], next: expect.stringMatching(/0001002$/), searchedTo: NOON });
    expect(await look({ text: 'nothing like it' }, { before: first.next })).toMatchObject({ seqs: [], next: null });
  });
});
