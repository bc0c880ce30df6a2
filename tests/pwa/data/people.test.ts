import { afterEach, describe, expect, it } from 'vitest';
import { devicesData } from '../../../pwa/data/devices.ts';
import { peopleData } from '../../../pwa/data/people.ts';

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const PERSON = { user: 'adjuster', name: 'Adjuster', roles: ['admin'], lines: '*', has: {} };

let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

/** Asks a gateway that always answers so; undefined = it does not. */
function asking(answer: (() => Response) | undefined) {
  const asked: { question: string; body: unknown }[] = [];
  const fetch = async (url: string, { method = 'GET', body }: RequestInit) => {
    asked.push({ question: `${method} ${url}`, body: typeof body === 'string' ? JSON.parse(body) : null });
    if (!answer) throw new TypeError('failed to fetch');
    return answer();
  };
  return { people: peopleData(fetch, stop.signal), devices: devicesData(fetch, stop.signal), asked };
}

describe('what a device asks about people', () => {
  it('is answered with who there is', async () => {
    const { people, asked } = asking(() => json({ people: [PERSON] }));
    expect(await people.list()).toEqual({ ok: true, value: [PERSON] });
    expect(asked).toEqual([{ question: 'GET /api/people', body: null }]);
  });

  it('tells apart no answer, nobody of that name, and a refusal with the words and the code of the gateway', async () => {
    expect(await asking(undefined).people.unlock('adjuster')).toMatchObject({ ok: false, why: 'unreachable' });
    const gone = asking(() => json({ detail: 'There is nobody "x".', code: 'NOT_FOUND' }, 404));
    expect(await gone.people.unlock('x')).toMatchObject({ why: 'unknown', detail: 'There is nobody "x".' });
    const taken = asking(() => json({ detail: 'Take another.', code: 'CONFLICT' }, 409));
    const invited = await taken.people.invite({ user: 'adjuster', name: 'Adjuster', roles: ['admin'], lines: '*' });
    expect(invited).toEqual({ ok: false, why: 'failed', detail: 'Take another.', code: 'CONFLICT' });
  });

  it.each([() => json({}), () => json({ people: [{ user: 1 }] }), () => json(null), () => new Response('<html>')])(
    'does not take for an answer what is none',
    async (answer) => {
      const { people, devices } = asking(answer);
      const none = { ok: false, why: 'failed', detail: null, code: null };
      expect(await people.list()).toEqual(none);
      expect(await people.inviteAnew('adjuster')).toEqual(none);
      expect(await people.sessions()).toEqual(none);
      expect(await devices.list()).toEqual(none);
      expect(await devices.joinCode()).toEqual(none);
    },
  );

  it('asks under the name of the person, whatever it holds', async () => {
    const { people, asked } = asking(() => json({}));
    await people.unlock('a/b');
    await people.endSession('x y');
    expect(asked.map(({ question }) => question)).toEqual([
      'POST /api/people/a%2Fb/unlock',
      'DELETE /api/sessions/x%20y',
    ]);
  });

  it('says the badge to nobody but the gateway, in the body', async () => {
    const { people, asked } = asking(() => json({ person: PERSON }));
    await people.change('adjuster', {
      name: 'Adjuster',
      roles: ['admin'],
      lines: '*',
      disabled: false,
      badge: '004711',
    });
    expect(asked[0]).toMatchObject({ question: 'PUT /api/people/adjuster', body: { badge: '004711' } });
  });
});
