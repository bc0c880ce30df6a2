/** What people would try who were let go, or who hold a code that was. */
import { describe, expect, it } from 'vitest';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { admin, attacked, change, codeOf, gateway, person, push, reason } from './attacked-gateway.ts';
import { enrolled, EnrolledDevice } from './enrolled-device.ts';
import { until } from './gateway-process.ts';
import { PASSWORD, Visitor } from './visitor.ts';

attacked();

describe('somebody who was let go', () => {
  it('is out of what runs: the event stream ends, and nothing else opens', async () => {
    const here = await admin.invite('streaming', ['operator']);
    const stream = await here.ask('/api/events');
    const ended = (async () => {
      for await (const _ of stream.body!);
    })().catch(() => {});
    await change('streaming', { disabled: true });
    await ended;
    expect((await here.ask('/api/events')).status).toBe(401);
    expect((await here.ask('/api/sync/lines')).status).toBe(401);
  });

  it('is out at a station, whose stream goes on for the others, without their name', async () => {
    const station = await enrolled(admin, 'station', ['line8']);
    await admin.invite('gone', ['operator']);
    await station.signOn('gone');
    await change('gone', { disabled: true });
    expect(await person(station)).toBeNull();
    expect((await station.ask('/api/sync/lines')).status).toBe(200);
    expect((await station.ask('/api/status')).status).toBe(401);
  });

  it('does not come in again by an invitation, a known browser or a session from before', async () => {
    const here = await admin.invite('back', ['operator']);
    const again = await admin.post<{ invitation: { code: string } }>('/api/people/back/invitation', {});
    await change('back', { disabled: true });
    const accept = { user: 'back', code: again.invitation.code, password: PASSWORD, origin: here.origin };
    expect(await codeOf(await here.send('POST', '/api/access/invitation', accept))).toBe('UNAUTHENTICATED');
    expect(await person(here)).toBeNull();
    await change('back');
    expect(await person(here)).toBeNull();
  });

  it('by a role less keeps nothing of it, wherever they are signed on', async () => {
    const here = await admin.invite('demoted', ['supervisor', 'engineer']);
    const there = new Visitor(gateway.address);
    await there.signOn('demoted');
    await change('demoted', { roles: ['planner'] });
    for (const visitor of [here, there]) expect(await person(visitor)).toBeNull();
    await there.signOn('demoted');
    // Beyond the minute by which clocks may differ.
    expect(await push(there, reason(there, {}, Date.now() + 61_000))).toEqual(['role']);
    expect((await there.ask('/api/sources')).status).toBe(403);
  });

  it('by a new password keeps no other session than the one that changed it; by a new PIN neither', async () => {
    const here = await admin.invite('changing', ['operator']);
    const there = new Visitor(gateway.address);
    await there.signOn('changing');
    const password = { current: PASSWORD, password: 'another green conveyor' };
    expect((await here.send('PUT', '/api/access/password', password)).status).toBe(200);
    expect(await person(there)).toBeNull();
    expect(await person(here)).toMatchObject({ user: 'changing' });
    const station = await enrolled(admin, 'station');
    const pin = (typed: string) => ({ way: 'pin', user: 'changing', pin: typed, origin: station.origin });
    const asked = { current: 'another green conveyor', pin: '580316' };
    expect((await here.send('PUT', '/api/access/pin', asked)).status).toBe(200);
    expect((await station.send('POST', '/api/access/sign-on', pin('580316'))).status).toBe(200);
    expect((await here.send('PUT', '/api/access/pin', { ...asked, pin: '603158' })).status).toBe(200);
    expect(await person(station)).toBeNull();
    expect(await person(here)).toMatchObject({ user: 'changing' });
  });
});

describe('a code', () => {
  it('lets in one device, however many bring it at once', async () => {
    const { code } = await admin.post<{ code: string }>('/api/devices/codes', {
      name: 'Race',
      role: 'station',
      lines: '*',
    });
    const devices = Array.from({ length: 5 }, () => new EnrolledDevice(gateway.address));
    const results = await Promise.allSettled(devices.map((device) => device.enrol(code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('makes nobody the gateway itself, nor another device, and never one that cannot be revoked', async () => {
    const { gateway: own } = await admin.get<AccessAnswer>('/api/access');
    const station = await enrolled(admin, 'station');
    const { code } = await admin.post<{ code: string }>('/api/devices/codes', {
      name: 'Trick',
      role: 'station',
      lines: '*',
    });
    for (const id of [own, station.origin])
      await expect(new EnrolledDevice(gateway.address, id).enrol(code)).rejects.toThrow('409');
    const trick = new EnrolledDevice(gateway.address, 'constructor');
    await trick.enrol(code).catch(() => {});
    const revoke = { name: 'Trick', lines: '*', revoked: true };
    const { devices } = await admin.get<{ devices: { id: string }[] }>('/api/devices');
    if (devices.some(({ id }) => id === 'constructor'))
      expect((await admin.send('PUT', '/api/devices/constructor', revoke)).status).toBe(200);
    expect((await trick.ask('/api/sync/lines')).status).toBe(401);
  });

  it('of an invitation lets in one, once', async () => {
    const { invitation } = await admin.post<{ invitation: { code: string } }>('/api/people', {
      ...{ user: 'invited', name: 'Invited', roles: ['operator'], lines: '*' },
    });
    const accept = () => {
      const visitor = new Visitor(gateway.address);
      const question = { user: 'invited', code: invitation.code, password: PASSWORD, origin: visitor.origin };
      return visitor.send('POST', '/api/access/invitation', question);
    };
    const codes = await Promise.all((await Promise.all([accept(), accept(), accept()])).map(codeOf));
    expect(codes.toSorted()).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'ok']);
    expect(await codeOf(await accept())).toBe('UNAUTHENTICATED');
  });

  it('of the first admin is worth nothing afterwards', async () => {
    const code = /first admin with the code (\S+)/.exec(gateway.log.join('\n'))![1]!;
    const visitor = new Visitor(gateway.address);
    await expect(visitor.setUp(code, 'second-admin')).rejects.toThrow('409');
    expect(await admin.get<AccessAnswer>('/api/access')).toMatchObject({ setup: false });
  });
});

describe('the last admin', () => {
  it('stays, however many ways out are taken at once', async () => {
    const other = await admin.invite('other-admin', ['admin']);
    const no = { name: 'x', roles: ['operator'], lines: '*', disabled: false };
    const answers = await Promise.all([
      admin.send('PUT', '/api/people/other-admin', { ...no, disabled: true }),
      admin.send('PUT', '/api/people/admin', no),
      other.send('PUT', '/api/people/admin', { ...no, disabled: true }),
      other.send('POST', '/api/people/admin/invitation', {}),
      other.send('PUT', '/api/people/other-admin', no),
    ]);
    const { people } = await until(async () => {
      for (const visitor of [admin, other]) {
        const response = await visitor.ask('/api/people');
        if (response.ok)
          return (await response.json()) as {
            people: { user: string; roles: string[]; disabled: boolean; has: { password: boolean } }[];
          };
      }
      return null;
    });
    const admins = people.filter(({ roles, disabled, has }) => roles.includes('admin') && !disabled && has.password);
    expect([answers.map(({ status }) => status), admins.length]).toEqual([expect.any(Array), 1]);
    if (admins[0]!.user !== 'admin') throw new Error('the tests go on with the first admin');
  });
});
