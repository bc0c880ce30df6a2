import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cycleRoutes, type RecordedCycles } from '../../../../gateway/api/routes/cycles.ts';
import { AppError } from '../../../../shared/errors.ts';
import { served, type Served } from '../served.ts';

const chunk = (packed: string) => ({ packed, texts: ['A'], rows: 2, rejected: [] });
let gateway: Served;
let address: string;
let recorded: RecordedCycles[] = [];
let asked: unknown[] = [];
let away = false;

beforeAll(async () => {
  const routes = cycleRoutes({
    cycles(line, from, to) {
      asked = [line, from, to];
      return line === 'line8' ? stored() : null;
    },
    outages: () => [{ from: 5, to: 7 }],
  });
  async function* stored(): AsyncGenerator<RecordedCycles> {
    if (away) throw new AppError('STORE_UNREACHABLE', 'The store is away.');
    yield* recorded;
  }
  gateway = await served(routes);
  address = `${gateway.address}/api/lines`;
});
afterAll(() => gateway.close());

const DAY = 'from=2022-10-10T13:00:00Z&to=2022-10-11T13:00:00Z';
const get = (path: string) => fetch(`${address}/${path}`);

describe('the recorded cycles of a day', () => {
  it('come by file, chunks in order', async () => {
    recorded = [
      { file: 'a.1', chunk: chunk('x') },
      { file: 'a.1', chunk: chunk('y') },
      { file: 'b.1', chunk: chunk('z') },
    ];
    const answer = await get(`line8/cycles?${DAY}`);
    expect(await answer.json()).toEqual({
      outages: [{ from: 5, to: 7 }],
      files: [
        { file: 'a.1', chunks: [chunk('x'), chunk('y')] },
        { file: 'b.1', chunks: [chunk('z')] },
      ],
    });
    expect(asked).toEqual(['line8', Date.UTC(2022, 9, 10, 13), Date.UTC(2022, 9, 11, 13)]);
  });

  it('of a day without any are no files', async () => {
    recorded = [];
    expect(await (await get(`line8/cycles?${DAY}`)).json()).toEqual({ outages: [{ from: 5, to: 7 }], files: [] });
  });

  it('of a store that is away are answered as such', async () => {
    away = true;
    expect((await get(`line8/cycles?${DAY}`)).status).toBe(503);
    away = false;
  });

  it.each([
    ['an unknown line', `line77/cycles?${DAY}`, 404],
    ['no time', 'line8/cycles', 400],
    ['a time without a zone', 'line8/cycles?from=2022-10-10T13:00:00&to=2022-10-11T13:00:00', 400],
    ['a window that ends before it begins', 'line8/cycles?from=2022-10-11T13:00:00Z&to=2022-10-10T13:00:00Z', 400],
    ['a week', 'line8/cycles?from=2022-10-10T13:00:00Z&to=2022-10-17T13:00:00Z', 400],
  ])('cannot be had of %s', async (_what, path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});
