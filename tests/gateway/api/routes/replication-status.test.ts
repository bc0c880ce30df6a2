import { afterEach, describe, expect, it } from 'vitest';
import { replicationStatusRoutes } from '../../../../gateway/api/routes/replication-status.ts';
import { PlantFailure } from '../../../../gateway/replication/sending/plant-failure.ts';
import type { ReplicationStatus, ResendAnswer } from '../../../../shared/replication/protocol.ts';
import { NOBODY, somebody } from '../../../fixtures/principals.ts';
import { posted, served, type Served } from '../served.ts';

const STATUS: ReplicationStatus = {
  plant: {
    ...{ name: 'Plant', origin: 'https://plant.local', state: 'reached', since: 1 },
    ...{ detail: '', clockOffsetMs: 3 },
  },
  databases: [],
  denied: [],
};
const ROWS = { database: 'facts_gw-1_line8_2026_11', ids: ['reason:a'] };

let gateway: Served | null = null;
afterEach(() => gateway?.close());

let resend = async (): Promise<ResendAnswer> => ({ sent: 1, denied: [] });
const replicator = { status: async () => STATUS, resend: () => resend() };

describe('how replication stands', () => {
  it('is told to whoever may see the status, and nothing is told of a plant that was never joined', async () => {
    gateway = await served(replicationStatusRoutes(() => replicator));
    expect(await gateway.json('/api/replication/status')).toEqual({ status: 200, body: STATUS });
    await gateway.close();
    gateway = await served(replicationStatusRoutes(() => null));
    const nothing = { plant: null, databases: [], denied: [] };
    expect(await gateway.json('/api/replication/status')).toEqual({ status: 200, body: nothing });
    expect((await gateway.json('/api/replication/resend', posted(ROWS))).status).toBe(409);
  });

  it('is told to nobody else', async () => {
    gateway = await served(
      replicationStatusRoutes(() => replicator),
      () => NOBODY,
    );
    expect((await gateway.json('/api/replication/status')).status).toBe(401);
  });
});

describe('rows that were refused', () => {
  it('are sent once more when an admin says so, and by nobody else', async () => {
    gateway = await served(replicationStatusRoutes(() => replicator));
    const answer = await gateway.json('/api/replication/resend', posted(ROWS));
    expect(answer).toEqual({ status: 200, body: { sent: 1, denied: [] } });
    await gateway.close();
    gateway = await served(
      replicationStatusRoutes(() => replicator),
      () => somebody(['supervisor']),
    );
    expect((await gateway.json('/api/replication/resend', posted(ROWS))).status).toBe(403);
  });

  it.each([{}, { ...ROWS, ids: [] }, { ...ROWS, all: true }])('are named one by one: not %j', async (body) => {
    gateway = await served(replicationStatusRoutes(() => replicator));
    expect((await gateway.json('/api/replication/resend', posted(body))).status).toBe(400);
  });

  it('stay when the plant cannot be asked', async () => {
    resend = () => Promise.reject(new PlantFailure('away', 'The plant does not answer.'));
    gateway = await served(replicationStatusRoutes(() => replicator));
    const answer = await gateway.json('/api/replication/resend', posted(ROWS));
    expect(answer).toMatchObject({ body: { code: 'PLANT_UNREACHABLE', detail: 'The plant does not answer.' } });
  });
});
