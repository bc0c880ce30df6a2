import { describe, expect, it } from 'vitest';
import { facts, lineAndPlant, QUICK, soon } from './line-and-plant.ts';

const given = lineAndPlant();

/** The sequence up to which the line knows that its rows are at the plant. */
async function checkpointHere(): Promise<unknown> {
  const { path = '' } = given.plant.asked.find(({ method }) => method === 'PUT') ?? {};
  const { url, authorization } = await given.line.address();
  const kept = await fetch(`${url}${path.replace('/api/replication/databases', '')}`, { headers: { authorization } });
  return ((await kept.json()) as { last_seq?: unknown }).last_seq;
}

describe('facts of a line on their way to the plant', () => {
  it('are there moments after they were inserted', async () => {
    const replicator = await given.started();
    await given.insert(given.facts, facts(0, 10));
    replicator.wake(given.facts);
    await given.same();
    expect(given.plant.asked.every(({ authorization }) => authorization === 'Bearer token-of-the-line')).toBe(true);
  });

  it('go although no notice told of them', async () => {
    await given.started({ pace: { ...QUICK, sweepMs: 20 } });
    await soon(() => expect(given.plant.asked.length).toBeGreaterThan(0));
    await given.insert(given.facts, facts(0, 3));
    await given.same();
  });

  it('go after an outage in which they were made, however many', async () => {
    const replicator = await given.started();
    await given.insert(given.facts, facts(0, 5));
    replicator.wake(given.facts);
    await given.same();
    await given.plant.close();
    for (let i = 5; i < 805; i += 100) {
      await given.insert(given.facts, facts(i, i + 100));
      replicator.wake(given.facts);
    }
    await soon(() => expect(given.states.at(-1)).toMatchObject({ state: 'away' }));
    await given.plant.open();
    await given.same();
    expect(given.states.map(({ state }) => state)).toEqual(['reached', 'away', 'reached']);
  });

  it('go on from where they were when gateway and store start anew', async () => {
    const replicator = await given.started();
    await given.insert(given.facts, facts(0, 20));
    replicator.wake(given.facts);
    await soon(async () => expect(await checkpointHere()).toBe(20));
    await replicator.stop();
    process.kill(given.line.state().pid!, 'SIGKILL');
    await soon(() => expect(given.line.state()).toMatchObject({ running: false }));
    given.plant.asked.length = 0;
    const again = await given.started();
    await given.insert(given.facts, facts(20, 25));
    again.wake(given.facts);
    await given.same();
    const compared = given.plant.asked.filter(({ path }) => path.endsWith('/_revs_diff'));
    expect(compared.flatMap(({ body }) => Object.keys(JSON.parse(body) as object))).toHaveLength(5);
  });

  it('are sent in requests that stay small, however large they are', async () => {
    const replicator = await given.started();
    const large = facts(0, 6).map((each) => ({ ...each, comment: 'x'.repeat(1_000_000) }));
    await given.insert(given.facts, large);
    replicator.wake(given.facts);
    await given.same();
    expect(given.bulk()).toHaveLength(6);
  });

  it('go on in bulk after an answer of the own store was lost', async () => {
    let fail = true;
    const address = async () => {
      const there = await given.line.address();
      if (fail && given.plant.asked.some(({ path }) => path.endsWith('/_revs_diff'))) {
        fail = false;
        return { ...there, url: 'http://127.0.0.1:1' };
      }
      return there;
    };
    const replicator = await given.started({ address });
    await given.insert(given.facts, facts(0, 50));
    replicator.wake(given.facts);
    await given.same();
    expect(fail).toBe(false);
    expect(given.bulk()).toHaveLength(1);
  });

  it('are all of the gateway and its former ids; series only when it is set so', async () => {
    const series = `series_${given.gateway}_line8_2026_11`;
    const former = given.facts.replace(given.gateway, `${given.gateway}-old`);
    const foreign = given.facts.replace(given.gateway, `${given.gateway}-other`);
    for (const name of [series, former, foreign, given.facts]) await given.insert(name, facts(0, 2));
    await given.insert(`local_${given.gateway}_x`, facts(0, 2));
    await given.started({ series: () => false, former: [`${given.gateway}-old`] });
    await given.same(former);
    await given.same();
    const pushed = new Set(given.bulk().map(({ path }) => path.split('/')[4]));
    expect(pushed).toEqual(new Set([former, given.facts]));
  });

  it('of a month that was dropped before its turn are no reason to try for ever', async () => {
    const other = given.facts.replace('2026_11', '2026_10');
    await given.plant.close();
    const replicator = await given.started();
    await given.insert(other, facts(0, 3));
    await given.insert(given.facts, facts(0, 3));
    replicator.wake(other);
    replicator.wake(given.facts);
    await given.line.store.drop(other);
    await given.plant.open();
    await given.same();
    await given.settled(replicator);
    await soon(async () => expect((await replicator.status()).plant).toMatchObject({ state: 'reached', detail: '' }));
    expect(given.bulk().every(({ path }) => path.includes(given.facts))).toBe(true);
  });

  it('wait for the line to be bound to the gateway, and go as soon as it is', async () => {
    const unbound = { status: 503, body: { detail: 'An admin decides.' }, headers: { 'retry-after': '300' } };
    given.plant.script = (_, path) => (path.includes(`/${given.facts}/`) ? unbound : null);
    const replicator = await given.started();
    await given.insert(given.facts, facts(0, 3));
    replicator.wake(given.facts);
    await soon(async () => expect((await replicator.status()).plant?.detail).toBe('An admin decides.'));
    given.plant.script = () => null;
    given.plant.lines = ['line8', 'line9'];
    await given.same();
  });
});
