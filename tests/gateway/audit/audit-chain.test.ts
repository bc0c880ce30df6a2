import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryHash } from '../../../gateway/audit/entry-hash.ts';
import { LinkCheck } from '../../../gateway/audit/link-check.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { auditDatabase } from '../../../shared/documents/database-names.ts';
import { eventually } from '../../browser/eventually.ts';
import { GATEWAY, NOON, signOn, trails } from './trail.ts';

describe('the audit trail of a gateway', () => {
  const trail = trails();

  async function flaws(): Promise<string[]> {
    const check = new LinkCheck(GATEWAY, true);
    return (await trail.entries()).flatMap((entry) =>
      check.add(entry as unknown as StoredDocument, auditDatabase(GATEWAY, entry.at)).map(({ what }) => what),
    );
  }
  const told = async () => (await trail.entries()).map(({ seq, what, subject }) => [seq, what, subject]);

  it('says who did what, where, as what and when, each entry holding the hash of the one before', async () => {
    const chain = await trail.open();
    await chain.record({ ...signOn('miller'), clientAt: NOON - 500, old: null, new: { way: 'pin' }, reason: 'shift' });
    trail.clock += 1_000;
    await chain.record({ what: 'export', subject: 'series', user: 'jo', device: null, line: 'line8' });
    const [first, second] = await trail.entries();
    expect(first).toMatchObject({
      ...{ seq: 1, prev: '0'.repeat(64), what: 'sign-on', subject: 'miller', roles: ['operator'], at: NOON },
      ...{ by: { origin: 'd-line8', user: 'miller' }, clientAt: NOON - 500, new: { way: 'pin' }, reason: 'shift' },
    });
    expect(second).toMatchObject({ seq: 2, prev: first!.hash, by: { origin: GATEWAY, user: 'jo' }, line: 'line8' });
    expect(second!.hash).toBe(entryHash(second!));
    expect(chain.head()).toEqual({ seq: 2, hash: second!.hash, at: NOON + 1_000 });
  });

  it('keeps what happens at one moment in one write, in its order', async () => {
    const chain = await trail.open();
    const users = Array.from({ length: 40 }, (_, i) => `user${i}`);
    await Promise.all(users.map((user) => chain.record(signOn(user))));
    expect(trail.store.inserts).toBe(1);
    expect((await trail.entries()).map(({ subject }) => subject)).toEqual(users);
    expect(await flaws()).toEqual([]);
  });

  it('goes on over months, and its time never falls when the clock is set back', async () => {
    const chain = await trail.open();
    trail.clock = Date.UTC(2026, 9, 31, 23, 59, 59, 990);
    await chain.record(signOn('miller'));
    trail.clock += 20;
    await chain.record(signOn('jo'));
    const latest = trail.clock;
    trail.clock = NOON;
    await chain.record(signOn('adjuster'));
    expect(await trail.store.databases('audit_')).toEqual(['audit_gw-test_2026_10', 'audit_gw-test_2026_11']);
    expect((await trail.entries()).map(({ at, received }) => [at, received]).at(-1)).toEqual([latest, NOON]);
    expect(await flaws()).toEqual([]);
  });

  it('goes on after a restart where it ended', async () => {
    await (await trail.open()).record(signOn('miller'));
    await (await trail.open()).record(signOn('jo'));
    expect(await told()).toEqual([
      [1, 'sign-on', 'miller'],
      [2, 'sign-on', 'jo'],
    ]);
    expect(await flaws()).toEqual([]);
    expect(trail.logged).toEqual([]);
  });

  it('keeps its head where only the gateway can read it', async () => {
    await (await trail.open()).record(signOn('miller'));
    expect((await stat(trail.headFile)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(trail.headFile, 'utf8'))).toMatchObject({ seq: 1, pending: [] });
  });

  it('keeps whatever JSON can say, so that the hash fits what the store gives back', async () => {
    const chain = await trail.open();
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withDate: true, withSparseArray: true }),
        fc.string({ unit: 'binary' }),
        async (said, reason) => {
          await chain.record({ ...signOn('miller'), new: { said }, reason });
        },
      ),
      { numRuns: 30 },
    );
    await chain.record({
      ...signOn('miller'),
      new: { ['__proto__']: 1, half: '\ud83d', no: undefined, nan: NaN, zero: -0 },
    });
    expect(await flaws()).toEqual([]);
  });

  describe('whose store is away', () => {
    it('refuses the act, and says afterwards that an entry stands for something that was not done', async () => {
      const chain = await trail.open();
      trail.store.state = 'deaf';
      await expect(chain.record(signOn('miller'))).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
      await expect(chain.record(signOn('jo'))).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
      trail.store.state = 'here';
      await chain.record(signOn('adjuster'));
      const entries = await trail.entries();
      expect(await told()).toEqual([
        [1, 'sign-on', 'miller'],
        [2, 'not-done', entries[0]!._id],
        [3, 'sign-on', 'adjuster'],
      ]);
      expect(await flaws()).toEqual([]);
    });

    it('remembers what happened anyway, with its own time, and keeps it when the store is back', async () => {
      const chain = await trail.open();
      trail.store.state = 'away';
      chain.recordLater({ ...signOn('miller'), what: 'sign-on-failed' });
      await expect(chain.record(signOn('jo'))).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
      trail.clock += 60_000;
      trail.store.state = 'here';
      await eventually(async () => (await told())[0]).toEqual([1, 'sign-on-failed', 'miller']);
      expect((await trail.entries())[0]!.at).toBe(NOON);
      expect(await flaws()).toEqual([]);
    });

    it('says how much did not fit into memory', async () => {
      const chain = await trail.open();
      trail.store.state = 'away';
      for (let i = 0; i < 2_000; i++) chain.recordLater({ ...signOn(`user${i}`), what: 'sign-on-failed' });
      await expect(chain.record(signOn('jo'))).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
      trail.store.state = 'here';
      await eventually(async () => (await trail.entries()).find(({ what }) => what === 'trail-broken')?.reason).toBe(
        '1000 things that happened before are not in it.',
      );
      expect(await flaws()).toEqual([]);
    });

    it('is completed by the next start, whatever of a batch the store took before the gateway was killed', async () => {
      const chain = await trail.open();
      trail.store.state = 'away';
      const users = ['miller', 'jo', 'adjuster'];
      await Promise.allSettled(users.map((user) => chain.record(signOn(user))));
      trail.store.state = 'here';
      const { pending } = JSON.parse(await readFile(trail.headFile, 'utf8')) as { pending: StoredDocument[] };
      // A cluster may take some of a request.
      await trail.store.insert('audit_gw-test_2026_10', [pending[1]!]);
      const next = await trail.open();
      await next.record(signOn('keeper'));
      expect((await trail.entries()).slice(0, 4).map(({ subject }) => subject)).toEqual([...users, 'keeper']);
      expect(await flaws()).toEqual([]);
      expect(trail.logged).toEqual([]);
    });
  });

  describe('that was tampered with while the gateway was off', () => {
    async function three(): Promise<void> {
      const chain = await trail.open();
      for (const user of ['miller', 'jo', 'adjuster']) await chain.record(signOn(user));
      await chain.close();
    }

    it('leaves the hole where entries at the end are gone, and says so', async () => {
      await three();
      await trail.store.drop('audit_gw-test_2026_10');
      const chain = await trail.open();
      const [first] = await trail.entries();
      expect(first).toMatchObject({ seq: 4, what: 'trail-broken', prev: expect.not.stringMatching(/^0+$/) });
      expect(first!.reason).toBe('This gateway kept entries up to 3, the store has no entry.');
      expect(trail.logged).toEqual([expect.stringContaining('The audit trail is not whole')]);
      expect(chain.head().seq).toBe(4);
    });

    it('says so once', async () => {
      await three();
      await trail.store.drop('audit_gw-test_2026_10');
      await trail.open();
      await trail.open();
      expect(await trail.entries()).toHaveLength(1);
    });

    it.each([
      ['gone', (path: string) => rm(path)],
      ['damaged', (path: string) => writeFile(path, '{"seq": 3')],
    ])("says so when the head's file is %s", async (_, harm) => {
      await three();
      await harm(trail.headFile);
      await trail.open();
      expect((await trail.entries()).at(-1)).toMatchObject({ seq: 4, what: 'trail-broken' });
      expect(await flaws()).toEqual([]);
    });
  });

  it('is not forked by somebody who writes the next entry into the store', async () => {
    const chain = await trail.open();
    await chain.record(signOn('miller'));
    const [first] = await trail.entries();
    trail.clock += 1;
    const id = `audit:${String(trail.clock).padStart(16, '0')}:0000000000000002`;
    await trail.store.insert('audit_gw-test_2026_10', [{ ...first!, _id: id, seq: 2 } as unknown as StoredDocument]);
    await expect(chain.record(signOn('jo'))).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    await chain.record(signOn('jo'));
    expect((await trail.entries()).map(({ what }) => what)).toEqual(['sign-on', 'sign-on', 'trail-broken', 'sign-on']);
    expect(await flaws()).not.toEqual([]);
  });
});
