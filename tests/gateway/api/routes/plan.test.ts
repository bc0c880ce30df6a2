import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planRoutes } from '../../../../gateway/api/routes/plan.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '../../../../shared/sync/compatibility.ts';
import { served, type Served } from '../served.ts';

let gateway: Served;
const plan = {
  history: () => Promise.resolve([]),
  formerOrder: (field: string, value: string) => (field === 'lotNumber' && value === '640001' ? 'o-9' : null),
};

beforeAll(async () => {
  gateway = await served(planRoutes({ plan }));
});
afterAll(() => gateway.close());

const ask = (body: unknown) =>
  fetch(`${gateway.address}/api/plan/former`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL) },
    body: JSON.stringify(body),
  });

describe('A gateway asked for numbers', () => {
  it('tells which of them an order had that devices do not have any more', async () => {
    const answer = await ask({ lotNumber: ['640001', '640002'], reference: ['640001'] });
    expect(await answer.json()).toEqual({ lotNumber: [{ value: '640001', order: 'o-9' }], reference: [] });
  });

  it('takes no other question', async () => {
    expect((await ask({ lotNumber: '640001', reference: [] })).status).toBe(400);
    expect((await ask({ lotNumber: [], reference: [], lot: ['1'] })).status).toBe(400);
  });
});
