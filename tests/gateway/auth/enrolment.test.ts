import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import {
  makeKey,
  MINUTE_MS,
  plantWithDevices,
  principalOf,
  STRANGER,
  type PlantWithDevices,
} from './plant-with-devices.ts';

const PLACE = { name: 'Tablet at line 8', role: 'station' as const, lines: ['line8'] };
const ADMIN: Principal = {
  ...STRANGER,
  person: { user: 'root', name: 'Root', roles: ['admin'], lines: '*', session: 's', origin: 'desk', locked: false },
};
const at = (address: string): Principal => ({ ...STRANGER, address });

function enrolling({ enrolment }: PlantWithDevices) {
  return async (code: string, by = STRANGER, id = 'tablet1', key = makeKey()) =>
    enrolment.enrol({ code, id, key: key.jwk }, by);
}

describe('enrolling a device', () => {
  it('makes it what the admin said, and lets it in', async () => {
    const parts = await plantWithDevices();
    const { enrolment, devices, sessions, audit } = parts;
    const { code, until } = await enrolment.invite(PLACE, ADMIN);
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(until - parts.now()).toBe(10 * MINUTE_MS);
    const { device, token } = await enrolling(parts)(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `);
    expect(device).toEqual({ ...PLACE, id: 'tablet1' });
    expect(devices.device('tablet1')).toMatchObject(device);
    expect(sessions.find(token)).toMatchObject({ kind: 'device', origin: 'tablet1', user: null, roles: ['station'] });
    expect(audit.heard).toMatchObject([
      { what: 'device-code', subject: PLACE.name, user: 'root', device: 'desk' },
      { what: 'device-enrolled', subject: 'tablet1', new: PLACE },
    ]);
    expect(JSON.stringify(audit.heard)).not.toContain(code);
  });

  it('takes a code once', async () => {
    const parts = await plantWithDevices();
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    const enrol = enrolling(parts);
    const outcomes = await Promise.allSettled([enrol(code), enrol(code, STRANGER, 'tablet2')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(enrol(code, STRANGER, 'tablet3')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('takes a code for ten minutes', async () => {
    const parts = await plantWithDevices();
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    parts.clock.at += 10 * MINUTE_MS;
    await expect(enrolling(parts)(code)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('takes a code over a restart, and one that was used not again', async () => {
    const store = new MemoryStore();
    const parts = await plantWithDevices({ store });
    const used = await parts.enrolment.invite(PLACE, ADMIN);
    const open = await parts.enrolment.invite(PLACE, ADMIN);
    await enrolling(parts)(used.code);
    const enrol = enrolling(await plantWithDevices({ store }));
    await expect(enrol(used.code, STRANGER, 'tablet2')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await enrol(open.code, STRANGER, 'tablet2')).toMatchObject({ device: { id: 'tablet2' } });
  });

  it('leaves no code where the database can be read', async () => {
    const { store, enrolment } = await plantWithDevices();
    const { code } = await enrolment.invite(PLACE, ADMIN);
    expect(JSON.stringify(await store.range('local_gw_access', { from: '', to: '~' }))).not.toContain(code);
  });

  it('keeps no more than eight codes open, until they are old', async () => {
    const { enrolment, clock } = await plantWithDevices();
    for (let i = 0; i < 8; i += 1) await enrolment.invite(PLACE, ADMIN);
    clock.at += 4 * MINUTE_MS;
    await expect(enrolment.invite(PLACE, ADMIN)).rejects.toMatchObject({
      code: 'THROTTLED',
      retryAfterMs: 6 * MINUTE_MS,
    });
    clock.at += 6 * MINUTE_MS;
    await expect(enrolment.invite(PLACE, ADMIN)).resolves.toMatchObject({ code: expect.any(String) });
  });

  it('that failed for want of the store can be tried again with the same code', async () => {
    const parts = await plantWithDevices();
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    parts.audit.away = true;
    await expect(enrolling(parts)(code)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(parts.devices.device('tablet1')).toBeNull();
    parts.audit.away = false;
    await expect(enrolling(parts)(code)).resolves.toMatchObject({ device: { id: 'tablet1' } });
  });

  it('puts out nobody who is signed on there', async () => {
    const parts = await plantWithDevices();
    const { id } = await parts.signOn('assembler', 'tablet1');
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    const person = {
      user: 'assembler',
      name: 'Assembler',
      roles: [],
      lines: '*',
      session: id,
      origin: 'tablet1',
      locked: false,
    } as const;
    await enrolling(parts)(code, { ...STRANGER, person });
    expect(parts.sessions.active().map(({ kind }) => kind)).toEqual(['person', 'device']);
  });
});

describe('the id of a device', () => {
  it('under the id of the gateway is refused: what it did would look like the gateway’s own', async () => {
    const { enrolment } = await plantWithDevices();
    const { code } = await enrolment.invite({ name: 'Tablet', role: 'station', lines: '*' }, STRANGER);
    const asked = { code, id: 'gw', key: makeKey().jwk };
    await expect(enrolment.enrol(asked, STRANGER)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is never given to another one, revoked or not, and the code stays good', async () => {
    const parts = await plantWithDevices();
    const enrol = enrolling(parts);
    const { key } = await parts.enrol('tablet1');
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    await expect(enrol(code)).rejects.toMatchObject({ code: 'CONFLICT' });
    await parts.devices.change('tablet1', { name: 'Lost', lines: '*', revoked: true }, ADMIN);
    await expect(enrol(code)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(enrol(code, STRANGER, 'tablet1', key)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await enrol(code, STRANGER, 'tablet2')).toMatchObject({ device: { id: 'tablet2' } });
  });

  it('may be enrolled anew with the same key, to become something else', async () => {
    const parts = await plantWithDevices();
    const { key } = await parts.enrol('tablet1');
    const { code } = await parts.enrolment.invite({ ...PLACE, role: 'kiosk' }, ADMIN);
    await enrolling(parts)(code, STRANGER, 'tablet1', key);
    expect(parts.devices.device('tablet1')).toMatchObject({ role: 'kiosk' });
  });

  it('stays with the browser where somebody signed on: nobody else could send what was entered there', async () => {
    const parts = await plantWithDevices();
    const enrol = enrolling(parts);
    const session = await parts.signOn('assembler', 'phone');
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    await expect(enrol(code, STRANGER, 'phone')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(enrol(code, ADMIN, 'phone')).rejects.toMatchObject({ code: 'CONFLICT' });
    await parts.sessions.end(session.id);
    await expect(enrol(code, STRANGER, 'phone')).rejects.toMatchObject({ code: 'CONFLICT' });
    // Somebody else can call a browser so, too.
    const there: Principal = { ...ADMIN, person: { ...ADMIN.person!, origin: 'phone' } };
    await expect(enrol(code, there, 'phone')).rejects.toMatchObject({ code: 'CONFLICT' });
    there.person!.user = 'assembler';
    expect(await enrol(code, there, 'phone')).toMatchObject({ device: { id: 'phone' } });
  });

  it('comes with a key that can be one', async () => {
    const parts = await plantWithDevices();
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    const x = Buffer.alloc(32, 1).toString('base64url');
    const key = { kty: 'EC' as const, crv: 'P-256' as const, x, y: x };
    const asked = parts.enrolment.enrol({ code, id: 'tablet1', key }, STRANGER);
    await expect(asked).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });
});

describe('guessing codes', () => {
  it('ends after ten tries from one address, also all at once, and with the right code too', async () => {
    const parts = await plantWithDevices();
    const enrol = enrolling(parts);
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    const tries = await Promise.allSettled(Array.from({ length: 30 }, () => enrol('WRONG234')));
    const codes = tries.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'in'));
    expect(codes.filter((each) => each === 'FORBIDDEN')).toHaveLength(10);
    expect(codes.filter((each) => each === 'THROTTLED')).toHaveLength(20);
    await expect(enrol(code)).rejects.toMatchObject({ code: 'THROTTLED', retryAfterMs: expect.any(Number) });
    // Somebody else is heard.
    expect(await enrol(code, at('192.0.2.8'))).toMatchObject({ device: { id: 'tablet1' } });
  });

  it('does not go on from other addresses of the same network of IPv6', async () => {
    const enrol = enrolling(await plantWithDevices());
    for (let i = 1; i <= 10; i += 1)
      await expect(enrol('WRONG234', at(`2001:db8::${i}`))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(enrol('WRONG234', at('2001:db8:0:0:9::1'))).rejects.toMatchObject({ code: 'THROTTLED' });
    await expect(enrol('WRONG234', at('2001:db8:0:1::1'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(enrol('WRONG234', at('::ffff:192.0.2.1'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(enrol('WRONG234', at('::ffff:192.0.2.2'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('from a thousand addresses keeps no admin from enrolling', async () => {
    const parts = await plantWithDevices();
    const enrol = enrolling(parts);
    const { code } = await parts.enrolment.invite(PLACE, ADMIN);
    let heard = 0;
    for (let i = 0; i < 300; i += 1)
      for (let n = 0; n < 10; n += 1)
        await enrol('WRONG234', at(`10.0.${i}.1`)).catch((error: { code: string }) => {
          if (error.code === 'FORBIDDEN') heard += 1;
        });
    // The first try of each, and a thousand more.
    expect(heard).toBe(1_300);
    expect(await enrol(code, at('192.0.2.8'))).toMatchObject({ device: { id: 'tablet1' } });
  });

  it('is not held against who mistyped, and then did not', async () => {
    const parts = await plantWithDevices();
    const enrol = enrolling(parts);
    for (let i = 0; i < 30; i += 1) {
      const { code } = await parts.enrolment.invite(PLACE, ADMIN);
      await enrol(code, STRANGER, `tablet${i}`);
    }
  });
});

it('a device that is not enrolled is none', async () => {
  const { devices } = await plantWithDevices();
  expect(devices.device('tablet1')).toBeNull();
  await expect(
    devices.change('tablet1', { name: 'x', lines: '*', revoked: false }, principalOf('a')),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
