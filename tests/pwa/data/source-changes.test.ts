import { describe, expect, it } from 'vitest';
import { sourceChanges } from '../../../pwa/data/source-changes.ts';

const asked: { url: string; init: RequestInit }[] = [];
const answering = (status: number, body: unknown) =>
  sourceChanges(async (url, init) => {
    asked.push({ url, init });
    return new Response(JSON.stringify(body), { status });
  }, new AbortController().signal);
const change = { definition: {}, saw: '0123456789ab' };

describe('a change of a source, asked of the gateway', () => {
  it('is done, refused field by field, or somebody was quicker', async () => {
    const saved = { id: 'line8/vision', version: '0123456789ab' };
    expect(await answering(200, saved).change('line8/vision', change)).toEqual({ kind: 'done', value: saved });
    const problems = [{ place: 'path', text: 'no' }];
    expect(
      await answering(400, { code: 'REQUEST_INVALID', detail: 'x', problems }).change('line8/vision', change),
    ).toEqual({
      ...{ kind: 'problems', problems, detail: 'x' },
    });
    expect(await answering(409, { code: 'CONFLICT', detail: 'by "etcher"' }).change('line8/vision', change)).toEqual({
      ...{ kind: 'conflict', detail: 'by "etcher"' },
    });
    expect(await answering(507, { code: 'PLANT_FILE_UNWRITABLE', detail: 'read-only' }).add('line8', change)).toEqual({
      ...{ kind: 'refused', detail: 'read-only' },
    });
  });

  it('that gets no answer may have been made or not', async () => {
    const lost = sourceChanges(() => Promise.reject(new TypeError('no network')), new AbortController().signal);
    expect(await lost.change('line8/vision', change)).toEqual({ kind: 'unreachable' });
  });

  it('names what is removed by its version', async () => {
    asked.length = 0;
    await answering(200, { id: 'line8/vision' }).remove('line8/vision', '0123456789ab', 'old & gone');
    expect(asked[0]).toMatchObject({
      url: '/api/sources/line8/vision?saw=0123456789ab&why=old+%26+gone',
      init: { method: 'DELETE' },
    });
  });
});
