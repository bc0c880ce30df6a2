import { afterEach, describe, expect, it } from 'vitest';
import { forNeighbours } from '../../../gateway/api/compatibility.ts';
import type { Route } from '../../../gateway/api/route.ts';
import { syncRoutes } from '../../../gateway/api/routes/sync.ts';
import { PROTOCOL_HEADER } from '../../../shared/sync/compatibility.ts';
import { posted, served, type Served } from './served.ts';

const GATEWAY = 4;
let app: Served;
afterEach(() => app.close());

interface Problem {
  status: number;
  code: string;
  detail: string;
}

async function asked(says: string | null, init: RequestInit = {}) {
  const headers = new Headers(init.headers);
  if (says !== null) headers.set(PROTOCOL_HEADER, says);
  return fetch(`${app.address}/api/sync/hours`, { ...init, headers });
}

describe('an app that asks a gateway of another release', () => {
  const answers: Route = {
    method: 'GET',
    path: '/api/sync/:collection',
    access: 'see',
    handle: ({ ctx }) => {
      ctx.body = { fine: true };
    },
  };
  const open = async (mine: number) => (app = await served(forNeighbours([answers], mine)));

  it.each(['3', '4', '5'])('is understood as a neighbour: %s', async (says) => {
    await open(GATEWAY);
    const response = await asked(says);
    expect(response.status).toBe(200);
    expect(response.headers.get(PROTOCOL_HEADER)).toBe('4');
  });

  it('is told to update itself when it is too old, also one that says nothing yet', async () => {
    await open(GATEWAY);
    for (const says of ['2', '1', null]) {
      const response = await asked(says);
      expect(response.status).toBe(426);
      expect(response.headers.get('content-type')).toContain('problem+json');
      expect(response.headers.get(PROTOCOL_HEADER)).toBe('4');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(60);
      const { code, detail } = (await response.json()) as Problem;
      expect(code).toBe('PROTOCOL_TOO_OLD');
      expect(detail).toContain('the app is too old');
    }
  });

  it('is told that the gateway has to be updated when that is too old', async () => {
    await open(GATEWAY);
    const { code, detail } = (await (await asked('6')).json()) as Problem;
    expect(code).toBe('PROTOCOL_TOO_NEW');
    expect(detail).toContain('the gateway is too old');
  });

  it('says nothing at a gateway of the second release, and is understood: the first did so', async () => {
    await open(2);
    expect((await asked(null)).status).toBe(200);
  });

  it('is refused when it says what is no protocol', async () => {
    await open(GATEWAY);
    for (const says of ['0', '-1', 'two', '1.5', '9'.repeat(40)]) expect((await asked(says)).status).toBe(400);
  });

  it('may say it in the address, because an event stream of a page has no headers', async () => {
    await open(GATEWAY);
    const streamed = (says: string) => fetch(`${app.address}/api/sync/hours?${PROTOCOL_HEADER}=${says}`);
    expect((await streamed('5')).status).toBe(200);
    expect((await streamed('1')).status).toBe(426);
  });
});

describe('what devices need of a gateway', () => {
  it.each(syncRoutes({} as never).map((route) => [route.method, route.path, route] as const))(
    'asks first whether they understand each other: %s %s',
    async (method, path, route) => {
      app = await served([route]);
      const init = method === 'POST' ? posted({ facts: [] }) : {};
      const headers = { ...init.headers, [PROTOCOL_HEADER]: '999' };
      const response = await fetch(app.address + path.replace(':collection', 'hours'), { ...init, headers });
      expect(response.status).toBe(426);
      expect(app.bugs).toEqual([]);
    },
  );
});
