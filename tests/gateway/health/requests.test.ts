import { writeFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Router from '@koa/router';
import type { Middleware } from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { healthRoutes } from '../../../gateway/api/routes/health.ts';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { HealthWatch } from '../../../gateway/health/health-watch.ts';
import type { Observed } from '../../../gateway/health/observed.ts';
import { requestTimes, type Answered } from '../../../gateway/health/request-times.ts';
import { scrapeTokens } from '../../../gateway/health/scrape-token.ts';
import { NOBODY, enrolledAs, somebody } from '../../fixtures/principals.ts';
import { servedMiddleware, type ServedMiddleware } from '../api/served-middleware.ts';
import { NOW, seen } from './seen.ts';

const HERE = { host: 'localhost' };
const ELSEWHERE = { host: 'line8.plant.local' };

let served: ServedMiddleware;
afterEach(() => served.close());

async function serve(parts: { observed?: Observed; principal?: Principal | null; token?: string } = {}) {
  const { observed = seen(), principal = NOBODY, token = null } = parts;
  const watch = new HealthWatch({ observed: () => observed, now: () => NOW, log: () => {} });
  served = await servedMiddleware(
    healthRoutes({
      health: () => watch.look(),
      metrics: { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: async () => 'lineside_ready 1\n' },
      principal: () => principal,
      scrapeToken: async () => token,
    }),
  );
  return served;
}

describe('GET /health', () => {
  it('answers anybody, 200 while the gateway does its work', async () => {
    await serve({ observed: seen({ disk: { level: 'low', freeBytes: 5, since: 1 } }) });
    const { status, headers, body } = await served.ask('/health', ELSEWHERE);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(JSON.parse(body)).toMatchObject({ status: 'degraded', ready: true, gateway: 'gw-1', role: 'line' });
  });

  it('answers 503 while it starts, and when it cannot keep what comes', async () => {
    await serve({ observed: seen(null) });
    expect((await served.ask('/health', ELSEWHERE)).status).toBe(503);
    await served.close();
    await serve({ observed: seen({ journalWrites: { failingSince: 1, lastAt: null } }) });
    const { status, body } = await served.ask('/health', ELSEWHERE);
    expect([status, (JSON.parse(body) as { status: string }).status]).toEqual([503, 'failing']);
  });
});

describe('GET /metrics', () => {
  const TOKEN = 'scrape-token-of-the-plant';
  const withToken = (token: string) => ({ ...ELSEWHERE, authorization: `Bearer ${token}` });

  it('answers whoever has the scrape token, and nobody who has another', async () => {
    await serve({ token: TOKEN });
    const answer = await served.ask('/metrics', withToken(TOKEN));
    expect(answer).toMatchObject({ status: 200, body: 'lineside_ready 1\n' });
    expect(answer.headers['content-type']).toContain('version=0.0.4');
    expect((await served.ask('/metrics', withToken('another'))).status).toBe(401);
    expect((await served.ask('/metrics', ELSEWHERE)).status).toBe(401);
  });

  it('answers somebody who sees the status of all lines', async () => {
    await serve({ principal: somebody(['planner']) });
    expect((await served.ask('/metrics', ELSEWHERE)).status).toBe(200);
  });

  it.each([
    ['nobody', NOBODY, 401],
    ['somebody of one line', somebody(['supervisor'], ['line8']), 403],
    ['somebody who went away', somebody(['admin'], '*', true), 401],
    ['a station', enrolledAs('station'), 401],
    ['anybody while the gateway starts', null, 401],
  ])('does not answer %s', async (_, principal, status) => {
    await serve({ principal });
    expect((await served.ask('/metrics', ELSEWHERE)).status).toBe(status);
  });

  it('answers programs on this machine as long as there is no token', async () => {
    await serve();
    expect((await served.ask('/metrics', HERE)).status).toBe(200);
    await served.close();
    await serve({ token: TOKEN });
    expect((await served.ask('/metrics', HERE)).status).toBe(401);
  });

  it('does not take what a proxy on this machine passes on for this machine', async () => {
    await serve();
    expect((await served.ask('/metrics', { ...HERE, 'x-forwarded-for': '10.0.0.9' })).status).toBe(401);
    expect((await served.ask('/metrics', { ...HERE, forwarded: 'for=10.0.0.9' })).status).toBe(401);
    expect((await served.ask('/metrics', ELSEWHERE)).status).toBe(401);
  });
});

describe('the scrape token', () => {
  it('is read anew each time; a file that holds none lets nobody in, and is said once', async () => {
    served = await servedMiddleware();
    const folder = await mkdtemp(join(tmpdir(), 'lineside-token-'));
    const file = join(folder, 'token');
    const said: string[] = [];
    const token = scrapeTokens(file, (message) => said.push(message));
    try {
      const closed = await token();
      expect(closed).not.toBeNull();
      await token();
      expect(said).toEqual([expect.stringContaining(`METRICS_TOKEN_FILE="${file}"`)]);
      await writeFile(file, ' sixteen-characters-at-least \n');
      expect(await token()).toBe('sixteen-characters-at-least');
      expect(await scrapeTokens(null, () => {})()).toBeNull();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the times of requests', () => {
  it('are kept by declared route, whatever strangers make up', async () => {
    const answered: Answered[] = [];
    const router = new Router();
    router.get('/api/lines/:line/cycles', (ctx) => {
      ctx.body = 'cycles';
    });
    let now = 0;
    served = await servedMiddleware(
      requestTimes({ monotonic: () => (now += 250), answered: (one) => answered.push(one) }),
      router.routes() as unknown as Middleware,
    );
    for (const path of ['/api/lines/line8/cycles', '/api/made-up/12345', '/assets/app.js', '/health'])
      await served.ask(path);
    await served.ask('/', {}, 'PROPFIND');
    expect(answered).toEqual([
      { method: 'GET', route: '/api/lines/:line/cycles', status: '2xx', seconds: 0.25 },
      { method: 'GET', route: '(none)', status: '2xx', seconds: 0.25 },
      { method: 'GET', route: '(pages)', status: '2xx', seconds: 0.25 },
      { method: 'GET', route: '/health', status: '2xx', seconds: 0.25 },
      { method: 'other', route: '(pages)', status: '2xx', seconds: 0.25 },
    ]);
  });
});
