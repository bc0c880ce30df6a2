import { describe, expect, it } from 'vitest';
import { prefixRange, type Store } from '../../../../gateway/store/store.ts';
import { AppError } from '../../../../shared/errors.ts';
import { PROTOCOL } from '../../../../shared/sync/compatibility.ts';
import { facts, lineAndPlant, soon } from './line-and-plant.ts';

const given = lineAndPlant();

const [bad, ...good] = facts(0, 20);

describe('a row that the plant will not take', () => {
  it('blocks nothing, is on record and counted, and its database is not verified', async () => {
    given.plant.deny = (id) => (id === bad!._id ? 'No reason of ours.' : null);
    const replicator = await given.started();
    await given.insert(given.facts, [bad!, ...good]);
    replicator.wake(given.facts);
    await soon(async () =>
      expect(await given.plantStore.store.range(given.facts, prefixRange(''))).toHaveLength(good.length),
    );
    await soon(async () => expect((await replicator.status()).denied).toHaveLength(1));
    const row = { database: given.facts, id: bad!._id, reason: 'No reason of ours.', at: expect.any(Number) };
    expect(await replicator.status()).toMatchObject({
      denied: [row],
      databases: [{ name: given.facts, current: true, waiting: 0, denied: 1 }],
    });
    expect(await replicator.verify(given.facts)).toEqual({ rows: 20, missing: 1, ids: [bad!._id] });

    await replicator.stop();
    const again = await given.started();
    expect((await again.status()).denied).toEqual([row]);
  });

  it('leaves the list when it is resent and taken, and stays on it when it is refused once more', async () => {
    given.plant.deny = (id) => (id < good[2]!._id ? 'Not yet.' : null);
    const replicator = await given.started();
    await given.insert(given.facts, [bad!, ...good]);
    replicator.wake(given.facts);
    await soon(async () => expect((await replicator.status()).denied).toHaveLength(3));
    given.plant.deny = (id) => (id === bad!._id ? 'Never.' : null);
    const ids = [bad!._id, good[0]!._id, good[1]!._id, 'reason:gone'];
    const answer = await replicator.resend({ database: given.facts, ids });
    expect(answer).toMatchObject({ sent: 2, denied: [{ id: bad!._id, reason: 'Never.' }] });
    expect((await replicator.status()).denied).toEqual(answer.denied);
    given.plant.deny = () => null;
    expect(await replicator.resend({ database: given.facts, ids: [bad!._id] })).toEqual({ sent: 1, denied: [] });
    expect((await replicator.status()).databases[0]).toMatchObject({ denied: 0 });
    expect(await replicator.verify(given.facts)).toEqual({ rows: 20, missing: 0, ids: [] });
    expect((await replicator.status()).databases[0]?.verifiedAt).toBeGreaterThan(0);
  });

  it('is not passed while it cannot be put on record', async () => {
    given.plant.deny = (id) => (id === bad!._id ? 'No.' : null);
    const { store } = given.line;
    let failures = 0;
    const put = async (...[database, documents]: Parameters<Store['put']>): Promise<void> => {
      const isFull = failures < 2 && documents.some(({ _id }) => _id.startsWith('denied:'));
      if (!isFull) return store.put(database, documents);
      failures += 1;
      throw new AppError('STORE_UNREACHABLE', 'The disk is full.');
    };
    const failing = new Proxy(store, {
      get: (target, name: keyof Store) => (name === 'put' ? put : target[name].bind(target)),
    });
    const replicator = await given.started({ store: failing });
    await given.insert(given.facts, [bad!, ...good]);
    replicator.wake(given.facts);
    await soon(() => expect(failures).toBe(1));
    await given.settled(replicator);
    expect((await replicator.status()).denied).toHaveLength(1);
    expect(failures).toBe(2);
  });
});

describe('a plant that refuses the gateway', () => {
  it.each([401, 403])('is not taken for silence (%i), and is asked again', async (status) => {
    given.plant.script = () => ({ status, body: { detail: 'This gateway was revoked.' } });
    const replicator = await given.started();
    await given.insert(given.facts, facts(0, 3));
    replicator.wake(given.facts);
    await soon(async () =>
      expect((await replicator.status()).plant).toMatchObject({
        state: 'refused',
        detail: 'This gateway was revoked.',
      }),
    );
    expect(given.bulk()).toHaveLength(0);
    given.plant.script = () => null;
    await given.same();
    expect(given.states.map(({ state }) => state)).toEqual(['refused', 'reached']);
  });

  it('in the middle of a copy is noticed, and the copy begun anew', async () => {
    const replicator = await given.started();
    await soon(() => expect(given.states).toHaveLength(1));
    given.plant.script = () => ({ status: 401, body: { detail: 'The token is not known.' } });
    await given.insert(given.facts, facts(0, 3));
    replicator.wake(given.facts);
    await soon(() =>
      expect(given.states.at(-1)).toMatchObject({ state: 'refused', detail: 'The token is not known.' }),
    );
    given.plant.script = () => null;
    await given.same();
  });

  it('because it is releases ahead or no plant at all says so', async () => {
    given.plant.protocol = 9;
    const replicator = await given.started();
    await soon(() => expect(given.states.at(-1)?.detail).toMatch('update this gateway first'));
    given.plant.protocol = 2;
    await soon(() => expect(given.states.at(-1)).toMatchObject({ state: 'reached' }));
    given.plant.script = () => ({ status: 200, body: { couchdb: 'Welcome' } });
    await soon(() => expect(given.states.at(-1)?.detail).toMatch('not a plant'));
    expect((await replicator.status()).plant?.state).toBe('refused');
  });
});

describe('a plant that is another one than the gateway joined', () => {
  it('is told nothing and believed nothing until it is joined: who people are is known by its id', async () => {
    const offer = {
      ...{ gateway: 'gw-restored', name: 'Plant', protocol: PROTOCOL, version: '1', now: Date.now(), lines: ['line8'] },
      ...{ pull: [], rebuild: [], refusedLines: [], quota: { usedBytes: 0, mostBytes: 1e9 } },
    };
    given.plant.script = (_, path) => (path === '/api/replication' ? { status: 200, body: offer } : null);
    const replicator = await given.started();
    await given.insert(given.facts, good);
    replicator.wake(given.facts);
    await soon(async () =>
      expect((await replicator.status()).plant).toMatchObject({
        state: 'refused',
        detail: expect.stringContaining('"gw-restored" answers') as string,
      }),
    );
    expect(given.bulk()).toEqual([]);
  });
});

describe('a plant that cannot take something now', () => {
  it('is asked again when it said, and what is wrong is shown meanwhile', async () => {
    const busy = { status: 503, body: { detail: 'The quota is used up.' }, headers: { 'retry-after': '1' } };
    given.plant.script = (_, path) => (path.endsWith('/_bulk_docs') ? busy : null);
    const replicator = await given.started();
    await given.insert(given.facts, facts(0, 3));
    replicator.wake(given.facts);
    await soon(async () =>
      expect((await replicator.status()).plant).toMatchObject({ state: 'reached', detail: 'The quota is used up.' }),
    );
    const [first] = [performance.now(), (given.plant.script = () => null)];
    await given.same();
    expect(performance.now() - first).toBeGreaterThan(500);
    await soon(async () => expect((await replicator.status()).plant?.detail).toBe(''));
  });

  it.each([500, 413, 404])('or fails (%i) is asked anew, and other databases do not wait', async (status) => {
    const other = given.facts.replace('2026_11', '2026_10');
    given.plant.script = (_, path) => (path.includes(`/${given.facts}/`) ? { status, body: {} } : null);
    const replicator = await given.started();
    for (const name of [given.facts, other]) {
      await given.insert(name, facts(0, 3));
      replicator.wake(name);
    }
    await given.same(other);
    given.plant.script = () => null;
    await given.same();
  });
});
