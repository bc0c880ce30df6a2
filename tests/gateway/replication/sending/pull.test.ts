import { describe, expect, it } from 'vitest';
import { prefixRange } from '../../../../gateway/store/store.ts';
import { fact, lineAndPlant, soon } from './line-and-plant.ts';

const given = lineAndPlant();

/** Another one for each test: both stores are kept. */
const name = (kind: string) => `${kind}_plant-${given.gateway}`;
const rows = (ids: string[]) => ids.map((id) => fact(id));
const here = (database: string) => given.line.store.range(database, prefixRange(''));

describe('what the plant has for a line', () => {
  it('is there moments after the plant has offered it, and feeds are told', async () => {
    const [config, plan] = [name('config'), `${name('plan')}_2026_11`];
    await given.plantStore.store.insert(config, rows(['cfg:a', 'cfg:b']));
    await given.plantStore.store.insert(plan, rows(['change:a']));
    given.plant.pull = [
      { name: plan, mark: '1' },
      { name: config, mark: '1' },
    ];
    const replicator = await given.started();
    await soon(async () => expect(await here(config)).toEqual(rows(['cfg:a', 'cfg:b'])));
    await soon(async () => expect(await here(plan)).toEqual(rows(['change:a'])));
    expect(new Set(given.pulled)).toEqual(new Set([config, plan]));
    await given.settled(replicator, plan);
  });

  it('is asked for again when its mark is another one, and only then', async () => {
    const config = name('config');
    await given.plantStore.store.insert(config, rows(['cfg:a']));
    given.plant.pull = [{ name: config, mark: '1' }];
    const replicator = await given.started();
    await given.settled(replicator, config);
    await given.plantStore.store.insert(config, rows(['cfg:b']));
    const asked = () => given.plant.asked.filter(({ path }) => path.includes('/_changes')).length;
    const [before, offers] = [asked(), given.plant.asked.length];
    await soon(() => expect(given.plant.asked.length).toBeGreaterThan(offers + 3));
    expect(asked()).toBe(before);
    given.plant.pull = [{ name: config, mark: '2' }];
    await soon(async () => expect(await here(config)).toHaveLength(2));
  });

  it('is never a database of its own, and never one that does not replicate', async () => {
    const own = `facts_${given.gateway}_line8_2026_11`;
    for (const database of [own, 'local_plant_x', '_users']) given.plant.pull.push({ name: database, mark: '1' });
    const good = name('config');
    await given.plantStore.store.insert(good, rows(['cfg:a']));
    given.plant.pull.push({ name: good, mark: '1' });
    const replicator = await given.started();
    await given.settled(replicator, good);
    expect((await replicator.status()).databases.map((each) => each.name)).toEqual([good]);
    await expect(replicator.fetch(own)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is fetched for a rebuild although it was not offered', async () => {
    const former = `facts_former-${given.gateway}_line8_2026_10`;
    await given.plantStore.store.insert(former, rows(['hour:a', 'hour:b']));
    const replicator = await given.started();
    await replicator.fetch(former);
    expect(await here(former)).toEqual(rows(['hour:a', 'hour:b']));
    await replicator.fetch(former);
    expect(await here(former)).toHaveLength(2);
  });

  const id = 'cfg:a';
  const revision = `1-${'a'.repeat(32)}`;
  const document = { ...fact(id), _rev: revision, _revisions: { start: 1, ids: ['a'.repeat(32)] } };
  const changes = (results: unknown[]) => ({ results, last_seq: 1 });
  const change = { seq: 1, id, changes: [{ rev: revision }] };
  const got = (docs: unknown[]) => ({ results: [{ id, docs }] });
  it.each([
    ['a revision that is none', changes([{ ...change, changes: [{ rev: 5 }] }]), got([{ ok: document }])],
    ['a page that is none', { rows: [] }, got([{ ok: document }])],
    ['a document that is not there', changes([change]), { results: [] }],
    ['a row without its document', changes([change]), got([])],
    ['a row that failed', changes([change]), got([{ error: 'not_found', reason: 'missing' }])],
    ['another document', changes([change]), got([{ ok: { ...document, _id: 'cfg:b' } }])],
    ['a removed one', changes([change]), got([{ ok: { ...document, _deleted: true } }])],
    ['one with something attached', changes([change]), got([{ ok: { ...document, _attachments: {} } }])],
  ])('does no harm when it is %s: nothing is stored, and it is asked for again', async (_, page, documents) => {
    const config = name('config');
    let asked = 0;
    given.plant.pull = [{ name: config, mark: '1' }];
    given.plant.script = (_, path) => {
      if (path.includes(`${config}/_bulk_get`)) return { status: 200, body: documents };
      if (!path.includes(`${config}/_changes`)) return null;
      asked += 1;
      return { status: 200, body: path.includes('since=0') ? page : changes([]) };
    };
    const replicator = await given.started();
    await soon(() => expect(asked).toBeGreaterThan(1));
    expect(await here(config)).toEqual([]);
    expect((await replicator.status()).databases).toMatchObject([{ name: config, current: false }]);
    expect(given.line.state()).toMatchObject({ running: true });
    await given.plantStore.store.insert(config, rows(['cfg:a']));
    given.plant.script = () => null;
    await soon(async () => expect(await here(config)).toEqual(rows(['cfg:a'])));
  });
});
