import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoamingSession } from '../../../pwa/data/roaming-session.ts';
import type { GatewayReference } from '../../../shared/sync/rows.ts';

const LINE8: GatewayReference = {
  ...{ id: 'gw-8', name: 'Line 8', origin: 'https://line8.plant.example:8443', role: 'line', lines: ['line8'] },
};

describe('a session at a gateway that is not home', () => {
  let asked: { path: string; search: string; carried: string | null; body: Record<string, unknown> }[];
  /** Answers by path; a status alone is a refusal. */
  let answers: Record<string, () => number | object>;
  let ticket: string | null;
  let given: number;

  beforeEach(() => {
    vi.useFakeTimers();
    [asked, ticket, given] = [[], null, 0];
    answers = {
      '/api/devices/challenge': () => ({ challenge: 'sign-this' }),
      '/api/devices/session': () => ({ device: { id: 'd', role: 'station' }, token: `token-${++given}` }),
      '/api/access/sign-off': () => ({}),
      '/api/sync/hours': () => ({ documents: [] }),
    };
  });
  afterEach(() => void vi.useRealTimers());

  const open = () =>
    RoamingSession.open({
      gateway: LINE8,
      fetch(url, init) {
        const { origin, pathname: path, search } = new URL(url);
        expect([origin, init.credentials]).toEqual([LINE8.origin, 'omit']);
        const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<string, unknown>;
        const carried = new Headers(init.headers).get('authorization');
        asked.push({ path, search, carried, body });
        const answer = answers[path]?.() ?? 404;
        return Promise.resolve(
          typeof answer === 'number' ? new Response('{}', { status: answer }) : Response.json(answer),
        );
      },
      keys: { sign: (text) => Promise.resolve(`signed ${text}`) },
      id: () => 'device-1',
      ticket: () => ticket,
      stop: new AbortController().signal,
    });
  const paths = () => asked.map(({ path }) => path);
  const hours = (session: RoamingSession | null) => session!.fetch('/api/sync/hours?limit=2', {});

  it('begins with the device’s key, by a bearer and never by a cookie', async () => {
    const session = await open();
    expect(asked.map(({ carried }) => carried)).toEqual(['Bearer none-yet', 'Bearer none-yet']);
    expect(asked[1]!.body).toEqual({
      id: 'device-1',
      challenge: 'sign-this',
      signature: 'signed sign-this',
      bearer: true,
    });
    await hours(session);
    expect(asked[2]).toMatchObject({ carried: 'Bearer token-1', search: '?limit=2&lineside-protocol=2' });
    session!.close();
  });

  it('shows the ticket of whoever is signed on', async () => {
    ticket = 'a-ticket';
    const session = await open();
    expect(asked[1]!.body['ticket']).toBe('a-ticket');
    session!.close();
  });

  it('is none when the gateway does not know the device', async () => {
    answers['/api/devices/session'] = () => 401;
    expect(await open()).toBeNull();
  });

  it('is none for a device of one’s own without its person', async () => {
    answers['/api/devices/session'] = () => ({ device: { id: 'd', role: 'personal' }, token: 'token' });
    expect(await open()).toBeNull();
  });

  it('gets the next token before the ten minutes end, and tells', async () => {
    const session = await open();
    let renewed = 0;
    session!.renewed = () => renewed++;
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(renewed).toBe(1);
    await hours(session);
    expect(asked.at(-1)!.carried).toBe('Bearer token-2');
    session!.close();
  });

  it('tries soon again when it cannot be renewed, and goes on with what it has', async () => {
    const session = await open();
    answers['/api/devices/challenge'] = () => 503;
    await vi.advanceTimersByTimeAsync(8 * 60_000 + 1_000);
    answers['/api/devices/challenge'] = () => ({ challenge: 'sign-this' });
    await vi.advanceTimersByTimeAsync(20_000);
    await hours(session);
    expect(asked.at(-1)!.carried).toBe('Bearer token-2');
    session!.close();
  });

  it('asks once more with a new token when the one at hand is not taken', async () => {
    const session = await open();
    let refused = 0;
    answers['/api/sync/hours'] = () => (refused++ < 2 ? 401 : { documents: [] });
    const both = await Promise.all([hours(session), hours(session)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(paths().filter((path) => path === '/api/devices/session').length).toBe(2);
    session!.close();
  });

  it('lets out who has left, at once', async () => {
    ticket = 'a-ticket';
    const session = await open();
    ticket = null;
    await session!.follow();
    expect(asked[2]).toMatchObject({ path: '/api/access/sign-off', carried: 'Bearer token-1' });
    expect(asked.at(-1)!.body['ticket']).toBeUndefined();
    session!.close();
  });

  it('does nothing while the same person stays', async () => {
    const session = await open();
    await session!.follow();
    expect(asked.length).toBe(2);
    session!.close();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(asked.length).toBe(2);
  });
});
