import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeSourceRoutes } from '../../../gateway/api/routes/change-sources.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { CYCLES } from '../../fixtures/sources.ts';
import { enrolledAs, somebody } from '../../fixtures/principals.ts';
import { posted, served, type Served } from './served.ts';

const SAVED = { id: 'line8/vision', version: '0123456789ab' };
let gateway: Served;
let asking: Principal;
let asked: unknown[];

beforeAll(async () => {
  const remember = <T>(answer: T) => {
    return async (...of: unknown[]): Promise<T> => {
      asked.push(...of);
      return answer;
    };
  };
  gateway = await served(
    changeSourceRoutes({
      add: async (given, by) => {
        asked.push(given, by);
        const problems = [{ place: 'time.format', text: 'needs a year' }];
        if (given.line === 'line9') throw new AppError('REQUEST_INVALID', 'It is not saved.', { problems });
        return SAVED;
      },
      change: async (given, by) => {
        asked.push(given, by);
        if (given.saw === 'ffffffffffff') throw new AppError('CONFLICT', 'Changed by "etcher".');
        return SAVED;
      },
      remove: remember(undefined),
      try: remember({ kind: 'problems' as const, problems: [] }),
      look: remember({ count: 0, files: [], problems: [], sample: null }),
      ports: remember([]),
    }),
    () => asking,
  );
});
beforeEach(() => {
  asked = [];
  asking = somebody(['engineer'], ['line8', 'line9']);
});
afterAll(() => gateway.close());

const put = (body: unknown): RequestInit => ({ ...posted(body), method: 'PUT' });

describe('sources are changed over HTTP', () => {
  it('with who did it and why', async () => {
    const answer = await gateway.json('/api/sources/line8', posted({ definition: CYCLES, why: 'a new camera' }));
    expect(answer).toEqual({ status: 201, body: SAVED });
    expect(asked).toEqual([
      { line: 'line8', definition: CYCLES, why: 'a new camera', sample: null },
      { user: 'tester', device: 'device-test0001', roles: ['engineer'] },
    ]);
  });

  it('and say what is wrong, field by field', async () => {
    expect(await gateway.json('/api/sources/line9', posted({ definition: {} }))).toMatchObject({
      status: 400,
      body: { code: 'REQUEST_INVALID', problems: [{ place: 'time.format', text: 'needs a year' }] },
    });
  });

  it('not over what somebody else has changed meanwhile', async () => {
    expect(
      await gateway.json('/api/sources/line8/vision', put({ definition: CYCLES, saw: 'ffffffffffff' })),
    ).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  });

  it('by a name of the version that is to be removed', async () => {
    const remove = (query: string) => gateway.json(`/api/sources/line8/vision${query}`, { method: 'DELETE' });
    expect((await remove('')).status).toBe(400);
    expect(await remove('?saw=0123456789ab&why=gone')).toEqual({ status: 200, body: { id: 'line8/vision' } });
    expect(asked[0]).toEqual({ line: 'line8', source: 'vision', saw: '0123456789ab', why: 'gone' });
  });

  it.each([
    ['POST', '/api/sources/line8', { definition: CYCLES, more: 1 }],
    ['PUT', '/api/sources/line8/vision', { definition: CYCLES }],
    ['PUT', '/api/sources/line8/vision', { definition: CYCLES, saw: 'x' }],
    ['POST', '/api/sources/line8', { definition: CYCLES, sample: { text: 'a', base64: 'b' } }],
    ['POST', '/api/sources/line8/try', { definition: CYCLES }],
    ['POST', '/api/sources/line8/look', { path: '' }],
  ])('only in the form that is declared: %s %s %j', async (method, path, body) => {
    expect((await gateway.json(path, { ...posted(body), method })).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['GET', '/api/ports', undefined],
    ['POST', '/api/sources/line8', { definition: CYCLES }],
    ['PUT', '/api/sources/line8/vision', { definition: CYCLES, saw: '0123456789ab' }],
    ['DELETE', '/api/sources/line8/vision?saw=0123456789ab', undefined],
    ['POST', '/api/sources/line8/try', { source: null, definition: CYCLES, sample: { text: '' } }],
    ['POST', '/api/sources/line8/look', { path: '*' }],
  ])('by an engineer of the line only: %s %s', async (method, path, body) => {
    const ask = async () =>
      (await gateway.json(path, body === undefined ? { method } : { ...posted(body), method })).status;
    expect(await ask()).toBeLessThan(300);
    asked = [];
    asking = somebody(['operator', 'supervisor', 'planner', 'quality', 'admin']);
    expect(await ask()).toBe(403);
    asking = enrolledAs('station');
    expect(await ask()).toBe(401);
    asking = somebody(['engineer'], path === '/api/ports' ? [] : ['line9']);
    expect(await ask()).toBe(403);
    expect(asked).toEqual([]);
  });
});
