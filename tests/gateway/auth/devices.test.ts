import { describe, expect, it } from 'vitest';
import { DeviceChallenges } from '../../../gateway/auth/device-challenge.ts';
import { HOUR_MS, makeKey, MINUTE_MS, NOON, plantWithDevices, STRANGER } from './plant-with-devices.ts';

const COOKIE = { by: 'cookie' as const, address: '192.0.2.7' };
const BEARER = { by: 'bearer' as const, address: '192.0.2.7' };
const DAY_MS = 24 * HOUR_MS;

describe('a device that comes in', () => {
  it('shows by its key who it is, and is in for a year', async () => {
    const { enrol, challenges, deviceSessions, sessions } = await plantWithDevices();
    const { key } = await enrol('tablet1');
    const challenge = challenges.make('tablet1');
    const { device, token } = await deviceSessions.come(
      { id: 'tablet1', challenge, signature: key.sign(challenge) },
      COOKIE,
    );
    expect(device).toEqual({ id: 'tablet1', name: 'tablet1', role: 'station', lines: '*' });
    expect(sessions.find(token)).toMatchObject({ by: 'cookie', from: NOON, until: NOON + 365 * DAY_MS });
  });

  it('is in for ten minutes where it is not at home', async () => {
    const { enrol, challenges, deviceSessions, sessions, clock } = await plantWithDevices();
    const { key, token: cookie } = await enrol('tablet1');
    const challenge = challenges.make('tablet1');
    const { token } = await deviceSessions.come({ id: 'tablet1', challenge, signature: key.sign(challenge) }, BEARER);
    clock.at += 10 * MINUTE_MS - 1;
    expect(sessions.find(token)).not.toBeNull();
    clock.at += 1;
    expect(sessions.find(token)).toBeNull();
    expect(sessions.find(cookie)).not.toBeNull();
  });

  it('has one cookie that counts: the former ends, unless two tabs came at the same moment', async () => {
    const { enrol, challenges, deviceSessions, sessions, clock, signOn } = await plantWithDevices();
    const { key, token: first } = await enrol('tablet1');
    const come = async () => {
      const challenge = challenges.make('tablet1');
      return (await deviceSessions.come({ id: 'tablet1', challenge, signature: key.sign(challenge) }, COOKIE)).token;
    };
    const person = await signOn('assembler', 'tablet1');
    clock.at += DAY_MS;
    const tabs = [await come(), await come()];
    expect(sessions.find(first)).toBeNull();
    expect(tabs.every((token) => sessions.find(token) !== null)).toBe(true);
    expect(sessions.get(person.id)).toMatchObject({ endedAt: null });
  });

  it.each<
    [string, (parts: { challenge: string; other: string }) => { id?: string; challenge?: string; text?: string }]
  >([
    ['signed something else', ({ other }) => ({ text: other })],
    ['answers the question to another device', ({ other }) => ({ challenge: other, text: other })],
    ['says that it is another device', () => ({ id: 'tablet2' })],
    ['is not known', () => ({ id: 'tablet9' })],
    ['made the question up', () => ({ challenge: 'a.9999999999999.b', text: 'a.9999999999999.b' })],
    ['made the question up badly', () => ({ challenge: '', text: '' })],
  ])('is not let in when it %s', async (_what, spoil) => {
    const { enrol, challenges, deviceSessions, sessions } = await plantWithDevices();
    const { key } = await enrol('tablet1');
    await enrol('tablet2');
    const before = sessions.active().length;
    const challenge = challenges.make('tablet1');
    const spoilt = {
      id: 'tablet1',
      challenge,
      text: challenge,
      ...spoil({ challenge, other: challenges.make('tablet2') }),
    };
    const asked = { id: spoilt.id, challenge: spoilt.challenge, signature: key.sign(spoilt.text) };
    await expect(deviceSessions.come(asked, COOKIE)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(sessions.active()).toHaveLength(before);
  });

  it('answers a question once, and within a minute', async () => {
    const { enrol, challenges, deviceSessions, clock } = await plantWithDevices();
    const { key } = await enrol('tablet1');
    const challenge = challenges.make('tablet1');
    const late = challenges.make('tablet1');
    const answer = (asked: string) => ({ id: 'tablet1', challenge: asked, signature: key.sign(asked) });
    await deviceSessions.come(answer(challenge), COOKIE);
    await expect(deviceSessions.come(answer(challenge), COOKIE)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    clock.at += MINUTE_MS;
    await expect(deviceSessions.come(answer(late), COOKIE)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('may err with its signature and try the same question again', async () => {
    const { enrol, challenges, deviceSessions } = await plantWithDevices();
    const { key } = await enrol('tablet1');
    const challenge = challenges.make('tablet1');
    const wrong = { id: 'tablet1', challenge, signature: makeKey().sign(challenge) };
    await expect(deviceSessions.come(wrong, COOKIE)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await deviceSessions.come({ ...wrong, signature: key.sign(challenge) }, COOKIE);
  });

  it('is asked by this gateway: another one’s question does not count here', () => {
    const now = () => NOON;
    expect(new DeviceChallenges({ now }).isOpen('tablet1', new DeviceChallenges({ now }).make('tablet1'))).toBe(false);
  });
});

describe('revoking a device', () => {
  it('puts it and everybody on it out at once, and for good', async () => {
    const { enrol, devices, challenges, deviceSessions, sessions, signOn, audit } = await plantWithDevices();
    const { key } = await enrol('tablet1');
    const other = await enrol('tablet2');
    await signOn('assembler', 'tablet1');
    const view = await devices.change('tablet1', { name: 'tablet1', lines: '*', revoked: true }, STRANGER);
    expect(view).toMatchObject({ id: 'tablet1', revoked: true });
    expect(sessions.active().map(({ origin }) => origin)).toEqual(['tablet2']);
    expect(sessions.find(other.token)).not.toBeNull();
    expect(devices.device('tablet1')).toMatchObject({ revoked: true });
    expect(audit.of('device-revoked')).toMatchObject([
      { subject: 'tablet1', old: { revoked: false }, new: { revoked: true } },
    ]);
    const challenge = challenges.make('tablet1');
    const asked = { id: 'tablet1', challenge, signature: key.sign(challenge) };
    await expect(deviceSessions.come(asked, COOKIE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const back = devices.change('tablet1', { name: 'tablet1', lines: '*', revoked: false }, STRANGER);
    await expect(back).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is told to nobody who does not hold its key', async () => {
    const { enrol, devices, challenges, deviceSessions } = await plantWithDevices();
    await enrol('tablet1');
    await devices.change('tablet1', { name: 'tablet1', lines: '*', revoked: true }, STRANGER);
    const challenge = challenges.make('tablet1');
    const asked = { id: 'tablet1', challenge, signature: makeKey().sign(challenge) };
    await expect(deviceSessions.come(asked, COOKIE)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('does not happen when the trail cannot tell of it', async () => {
    const { enrol, devices, audit } = await plantWithDevices();
    await enrol('tablet1');
    audit.away = true;
    const change = devices.change('tablet1', { name: 'tablet1', lines: '*', revoked: true }, STRANGER);
    await expect(change).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(devices.device('tablet1')).toMatchObject({ revoked: false });
  });
});

it('the list says what each device is, since when, and when it was last there', async () => {
  const { enrol, devices, sessions, clock } = await plantWithDevices();
  const { principal } = await enrol('tablet1');
  clock.at += HOUR_MS;
  await enrol('board', { role: 'kiosk' });
  sessions.touch(principal.device.session);
  await devices.change('board', { name: 'Board', lines: ['line8'], revoked: true }, STRANGER);
  expect(devices.views()).toEqual([
    {
      id: 'board',
      name: 'Board',
      role: 'kiosk',
      lines: ['line8'],
      revoked: true,
      enrolledAt: NOON + HOUR_MS,
      lastSeenAt: null,
    },
    {
      id: 'tablet1',
      name: 'tablet1',
      role: 'station',
      lines: '*',
      revoked: false,
      enrolledAt: NOON,
      lastSeenAt: NOON + HOUR_MS,
    },
  ]);
});
