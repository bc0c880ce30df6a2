import { describe, expect, it } from 'vitest';
import { auditData } from '../../../pwa/data/audit.ts';
import type { Destination } from '../../../pwa/data/save-file.ts';

const page = {
  gateway: 'gw-1',
  head: { seq: 0, hash: '', at: 0 },
  rows: [],
  people: {},
  devices: {},
  next: null,
  searchedTo: null,
};

/** Of a gateway that gives one answer. */
function asking(answer: () => Response) {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return answer();
  };
  return { audit: auditData(fetch, new AbortController().signal), asked };
}
const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });

describe('what a device asks of the audit trail', () => {
  it('says what is looked for, and from where to go on', async () => {
    const { audit, asked } = asking(json(page));
    expect(await audit.page({ from: 5, what: ['sign-on', 'sign-off'], text: 'a b' }, 'audit:1:2')).toEqual({
      ok: true,
      value: page,
    });
    expect(asked).toEqual(['/api/audit?what=sign-on&what=sign-off&from=5&text=a+b&limit=100&before=audit%3A1%3A2']);
  });

  it('takes nothing for an answer that is none', async () => {
    for (const body of [{ ...page, rows: [{}] }, { ...page, people: null }, []])
      expect(await asking(json(body)).audit.page({}, null)).toMatchObject({ ok: false, why: 'failed' });
    expect(await asking(json({})).audit.check()).toMatchObject({ ok: false, why: 'failed' });
  });

  it('says that it is not allowed in the words of the gateway', async () => {
    const refused = json({ code: 'FORBIDDEN', detail: 'No right.' }, 403);
    expect(await asking(refused).audit.page({}, null)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });

  it('saves what was chosen as it comes', async () => {
    const { audit, asked } = asking(() => new Response('a\nb\n', { headers: { 'x-rows-total': '1' } }));
    let text = '';
    const to: Destination = {
      write: async (part) => void (text += new TextDecoder().decode(part)),
      close: async () => void (text += '(closed)'),
      abort: async () => undefined,
    };
    const told: unknown[] = [];
    const end = await audit.save({ user: 'jo' }, 'csv', to, {
      progress: (progress) => told.push(progress),
      stop: new AbortController().signal,
    });
    expect([end, text, asked]).toEqual([{ kind: 'saved' }, 'a\nb\n(closed)', ['/api/audit/export?user=jo&format=csv']]);
    expect(told).toEqual([{ bytes: 4, rows: 1, rowsInAll: 1 }]);
  });
});
