import type Koa from 'koa';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { limitRequests } from '../../../gateway/api/request-limits.ts';
import { StreamLimits } from '../../../gateway/api/stream-limits.ts';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { enrolledAs, NOBODY, somebody } from '../../fixtures/principals.ts';

const from = (address: string, principal: Principal = NOBODY): Principal => ({ ...principal, address });

/** Asks as somebody; answers whether it was let through, or after how long to ask again. */
function limited(limits: { known?: number; stranger?: number; pages?: number }) {
  let asking: Principal = NOBODY;
  let isCommand = false;
  const middleware = limitRequests({ principal: () => asking, isCommand: () => isCommand, limits });
  return async (principal: Principal, path = '/api/x', command = false): Promise<true | number> => {
    [asking, isCommand] = [principal, command];
    let passed = false;
    const ctx = { path, ip: principal.address } as Koa.Context;
    try {
      await middleware(ctx, async () => void (passed = true));
    } catch (error) {
      expect(error).toMatchObject({ code: 'THROTTLED' });
      expect(passed).toBe(false);
      return (error as { retryAfterMs: number }).retryAfterMs;
    }
    return true;
  };
}

describe('requests of one who asks too much', () => {
  it('are refused for a while, before anything is read, and others go on', async () => {
    const ask = limited({ stranger: 3 });
    for (let i = 0; i < 3; i++) expect(await ask(from('10.0.0.1'))).toBe(true);
    const wait = await ask(from('10.0.0.1'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(10_000);
    expect(await ask(from('10.0.0.2'))).toBe(true);
  });

  it('take nothing from devices and people who are known, at the same address', async () => {
    const ask = limited({ stranger: 1, known: 2 });
    await ask(from('10.0.0.1'));
    expect(await ask(from('10.0.0.1'))).not.toBe(true);
    for (const known of [enrolledAs('station'), somebody()]) {
      expect(await ask(from('10.0.0.1', known))).toBe(true);
      expect(await ask(from('10.0.0.1', known))).toBe(true);
      // Another session and another address are the same person.
      const again = from('10.0.0.9', known.person ? { ...known, person: { ...known.person, session: 'new' } } : known);
      expect(await ask(again)).not.toBe(true);
    }
  });

  it('count by network where one machine has a whole one', async () => {
    const ask = limited({ stranger: 1 });
    expect(await ask(from('2001:db8:1:2::1'))).toBe(true);
    expect(await ask(from('2001:db8:1:2:ffff:1:2:3'))).not.toBe(true);
    expect(await ask(from('2001:db8:1:3::1'))).toBe(true);
    expect(await ask(from('::ffff:10.0.0.1'))).toBe(true);
    expect(await ask(from('10.0.0.1'))).not.toBe(true);
    expect(await ask(from('fe80::1%eth0'))).toBe(true);
  });

  it('do not keep the app’s files from those who open it, and the other way round', async () => {
    const ask = limited({ stranger: 1, pages: 2 });
    await ask(from('10.0.0.1'));
    expect(await ask(from('10.0.0.1'), '/')).toBe(true);
    expect(await ask(from('10.0.0.1'), '/assets/a.js')).toBe(true);
    expect(await ask(from('10.0.0.1'), '/assets/b.js')).not.toBe(true);
  });

  it('are not those of commands, which have the gateway’s token', async () => {
    const ask = limited({ stranger: 1 });
    for (let i = 0; i < 5; i++) expect(await ask(from('127.0.0.1'), '/api/jobs/import', true)).toBe(true);
  });

  it('fill no memory, however many addresses they come from', async () => {
    const ask = limited({});
    // What nobody holds any more is no memory that was filled.
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = () => (collect(), process.memoryUsage().heapUsed);
    const fill = async (network: number) => {
      for (let i = 0; i < 50_000; i++) await ask(from(`${network}.${i >> 16}.${(i >> 8) & 255}.${i & 255}`));
    };
    await fill(10);
    const before = used();
    await fill(11);
    expect((used() - before) / 1024 ** 2).toBeLessThan(8);
  });
});

describe('event streams', () => {
  it('are few for one device, and one that ended makes room, once', () => {
    const streams = new StreamLimits({ ofOne: 2 });
    const station = enrolledAs('station');
    const end = streams.open(station);
    streams.open(station);
    expect(() => streams.open(station)).toThrow(expect.objectContaining({ code: 'THROTTLED' }));
    end();
    end();
    streams.open(station);
    expect(() => streams.open(station)).toThrow(/2 event streams/);
    streams.open(somebody());
  });

  it('keep a reserve for enrolled devices', () => {
    const streams = new StreamLimits({ ofOne: 10, all: 4, forDevices: 2 });
    streams.open(somebody());
    streams.open(somebody());
    expect(() => streams.open(somebody())).toThrow(expect.objectContaining({ code: 'THROTTLED' }));
    streams.open(enrolledAs('kiosk'));
    const end = streams.open(enrolledAs('kiosk'));
    expect(() => streams.open(enrolledAs('kiosk'))).toThrow(/in use/);
    end();
    streams.open(enrolledAs('kiosk'));
  });
});
