import { describe, expect, it } from 'vitest';
import { plantGatewaysData } from '../../../pwa/data/plant-gateways.ts';

/** Of a gateway that gives one answer. */
function asking(body: unknown, status = 200) {
  const asked: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push(`${init.method} ${url} ${typeof init.body === 'string' ? init.body : ''}`.trim());
    return new Response(JSON.stringify(body), { status });
  };
  return { data: plantGatewaysData(fetch, new AbortController().signal), asked };
}

describe('what a device asks about the plant’s gateways', () => {
  it('names the gateway, the rows and the hold that are meant', async () => {
    const { data, asked } = asking({});
    await data.change('gw-2', { name: 'Line 8', lines: ['line8'], revoked: false, replaces: [] });
    await data.resend('facts_gw-1_line8_2026_11', ['cycle:1']);
    await data.release('hold-1', 'it is over');
    expect(asked).toEqual([
      'PUT /api/gateways/gw-2 {"name":"Line 8","lines":["line8"],"revoked":false,"replaces":[]}',
      'POST /api/replication/resend {"database":"facts_gw-1_line8_2026_11","ids":["cycle:1"]}',
      'POST /api/holds/hold-1/release {"why":"it is over"}',
    ]);
  });

  it('takes nothing for an answer that is none', async () => {
    for (const body of [{}, [], { gateways: [{}], holds: [], plant: 'yes', sent: '1' }]) {
      const { data } = asking(body);
      for (const told of [await data.list(), await data.copies(), await data.resend('a', ['b']), await data.held()])
        expect(told).toEqual({ ok: false, why: 'failed', detail: null, code: null });
    }
  });

  it('passes on why the gateway did not do it', async () => {
    const { data } = asking({ code: 'CONFLICT', detail: 'It was released before.' }, 409);
    expect(await data.release('hold-1', 'it is over')).toMatchObject({ why: 'failed', code: 'CONFLICT' });
  });
});
