import { describe, expect, it } from 'vitest';
import type { AskPlant } from '../../../gateway/auth/ask-plant.ts';
import type { CredentialQuestion } from '../../../shared/access/gateway-protocol.ts';
import { AppError } from '../../../shared/errors.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import {
  ADMIN,
  asking,
  failure,
  HOUR_MS,
  MINUTE_MS,
  NOON,
  PASSWORD,
  PIN,
  plantWithPeople,
  stranger,
} from './plant-with-people.ts';

const byPassword = (user: string, password = PASSWORD) => ({ way: 'password' as const, user, password });
const byPin = (user: string, pin = PIN) => ({ way: 'pin' as const, user, pin });
const CHANGED = 'another good password';

/** The plant has an assembler; a line has joined it, and pulls its configuration when a test says so. */
async function plantAndLine() {
  const memory = new MemoryStore();
  const clock = { at: NOON, ticks: 0 };
  const plant = await plantWithPeople({ memory, clock, gateway: 'gw-plant' });
  await plant.add('boss', ['admin']);
  await plant.add('assembler');
  const way = { away: false };
  const asked: CredentialQuestion[] = [];
  const askPlant: AskPlant = async (question) => {
    if (way.away) throw new AppError('PLANT_UNREACHABLE', 'The plant cannot be asked just now.');
    asked.push(question);
    const gateway = { id: 'gw-8', lines: ['line8'] };
    return (await plant.access.credentialCheck.check(question, { gateway, address: '192.0.2.8' })).right;
  };
  const line = await plantWithPeople({ memory, clock, gateway: 'gw-8', plant: 'gw-plant', askPlant });
  const pull = () => line.versions.reread();
  const changePassword = async (user = 'assembler') => {
    clock.at += 1000;
    await plant.access.credentials.change(user, { password: CHANGED }, { origin: 'gw-plant', user });
  };
  const signOn = (password = PASSWORD, at = line) =>
    failure(at.access.signOn.signOn(byPassword('assembler', password), stranger()));
  return { memory, clock, plant, line, way, asked, pull, changePassword, signOn, askPlant };
}

describe('signing on at a line with what one has at the plant', () => {
  it('asks the plant once, and works without it from then on, also after a restart', async () => {
    const { line, way, asked, signOn } = await plantAndLine();
    expect(await signOn()).toBe('none');
    way.away = true;
    expect(await signOn()).toBe('none');
    expect(await signOn('something else')).toBe('UNAUTHENTICATED');
    expect(await signOn(PASSWORD, await line.restart())).toBe('none');
    expect(asked).toEqual([{ kind: 'password', user: 'assembler', secret: PASSWORD }]);
  });

  it('is a clear answer when the plant is away and nothing is kept, and no try that counts', async () => {
    const { way, signOn } = await plantAndLine();
    way.away = true;
    for (let n = 0; n < 20; n++) expect(await signOn()).toBe('PLANT_UNREACHABLE');
    way.away = false;
    expect(await signOn()).toBe('none');
  });

  it('ends with a change at the plant, as soon as the line hears of it', async () => {
    const { way, pull, changePassword, signOn } = await plantAndLine();
    await signOn();
    await changePassword();
    await pull();
    way.away = true;
    expect(await signOn()).toBe('PLANT_UNREACHABLE');
    way.away = false;
    expect(await signOn()).toBe('UNAUTHENTICATED');
    expect(await signOn(CHANGED)).toBe('none');
  });

  it('by a password that is newer than what the line has heard is kept when the rest comes', async () => {
    const { way, pull, changePassword, signOn } = await plantAndLine();
    await changePassword();
    expect(await signOn(CHANGED)).toBe('none');
    await pull();
    way.away = true;
    expect(await signOn(CHANGED)).toBe('none');
  });

  it('keeps hashes of its own, of those who came only, and in no database that replicates', async () => {
    const { memory, plant, line, signOn } = await plantAndLine();
    await plant.add('borer');
    await line.versions.reread();
    await signOn();
    const rows = await memory.range('local_gw-8_access', { from: 'plant-credential:', to: 'plant-credential:~' });
    expect(rows.map(({ _id }) => _id)).toEqual(['plant-credential:assembler']);
    expect(JSON.stringify(rows)).not.toContain(plant.versions.get('credential', 'assembler')!.password!);
    expect(await memory.range('config_gw-8', { from: 'cfg:', to: 'cfg:~' })).toEqual([]);
  });

  it('works with PIN and badge at a station, and the badge is known from then on too', async () => {
    const { plant, line, way } = await plantAndLine();
    await plant.access.credentials.change('assembler', { badge: '04A2245B' }, { origin: 'gw-plant', user: null });
    await line.versions.reread();
    const { asking: tablet } = await line.device('tablet');
    const scan = (badge: string, pin = PIN) => failure(line.access.signOn.signOn({ way: 'badge', badge, pin }, tablet));
    expect(await scan('04A2245B\n')).toBe('none');
    way.away = true;
    expect(await scan('04A2245B')).toBe('none');
    expect(await scan('04A2245B', '1397')).toBe('UNAUTHENTICATED');
    expect(await scan('0000')).toBe('PLANT_UNREACHABLE');
    expect(await failure(line.access.signOn.signOn(byPin('assembler'), tablet))).toBe('none');
  });

  it('is for nobody whom the plant has disabled, and ends their sessions when the line hears of it', async () => {
    const { plant, line, pull, signOn, clock } = await plantAndLine();
    const { token } = await line.access.signOn.signOn(byPassword('assembler'), stranger());
    clock.at += 1000;
    const change = { name: 'assembler', roles: ['operator' as const], lines: '*' as const, disabled: true };
    await plant.access.people.change('assembler', change, ADMIN);
    expect(line.sessions.find(token)).not.toBeNull();
    await pull();
    expect(line.sessions.find(token)).toBeNull();
    expect(await signOn()).toBe('UNAUTHENTICATED');
    const back = line.access.people.change('assembler', { ...change, disabled: false }, ADMIN);
    expect(await failure(back)).toBe('CONFLICT');
  });

  it('begins anew for whom the plant gave another role, and leaves everybody else alone', async () => {
    const { plant, line, pull, clock } = await plantAndLine();
    const [assembler, boss] = await Promise.all(
      ['assembler', 'boss'].map((user) => line.access.signOn.signOn(byPassword(user), stranger())),
    );
    clock.at += 1000;
    const change = { name: 'assembler', roles: ['supervisor' as const], lines: '*' as const, disabled: false };
    await plant.access.people.change('assembler', change, ADMIN);
    await pull();
    expect([assembler, boss].map((each) => line.sessions.find(each!.token)?.user ?? null)).toEqual([null, 'boss']);
  });

  it('puts out a device that the plant revoked, and whoever is there', async () => {
    const { plant, line, pull, clock } = await plantAndLine();
    await plant.device('tablet');
    await pull();
    const body = plant.versions.get('device', 'tablet')!;
    const who = { user: null, name: 'tablet', roles: ['station' as const], lines: '*' as const, origin: 'tablet' };
    const times = { from: clock.at, until: clock.at + HOUR_MS, address: '192.0.2.1' };
    const { token } = await line.sessions.start({ kind: 'device', way: 'device', by: 'bearer', ...who, ...times });
    const carried = { session: null, device: null, bearer: token, address: '192.0.2.1' };
    expect(line.access.principal(carried).device?.id).toBe('tablet');
    clock.at += 1000;
    await plant.versions.add('device', 'tablet', { ...body, revoked: true }, { origin: 'gw-plant', user: null });
    await pull();
    expect(line.access.principal(carried).device).toBeNull();
    expect(line.sessions.find(token)).toBeNull();
  });

  it('tells only whoever knows the secret that the line has not heard of them yet', async () => {
    const { plant, line } = await plantAndLine();
    await plant.add('newcomer');
    const signOn = (password: string) =>
      failure(line.access.signOn.signOn(byPassword('newcomer', password), stranger()));
    expect(await signOn('something else')).toBe('UNAUTHENTICATED');
    expect(await signOn(PASSWORD)).toBe('FORBIDDEN');
    await line.versions.reread();
    expect(await signOn(PASSWORD)).toBe('none');
  });
});

describe('people of a line that joined a plant', () => {
  it('go on signing on there, whether the plant is there or not', async () => {
    const { line, way, asked } = await plantAndLine();
    await line.add('borer');
    way.away = true;
    expect(await failure(line.access.signOn.signOn(byPassword('borer'), stranger()))).toBe('none');
    expect(asked).toEqual([]);
  });

  it('are not people of the plant, nor of another line', async () => {
    const { memory, clock, plant, line, askPlant } = await plantAndLine();
    await line.add('intruder', ['admin']);
    const other = await plantWithPeople({ memory, clock, gateway: 'gw-9', plant: 'gw-plant', askPlant });
    for (const at of [plant, other])
      expect(await failure(at.access.signOn.signOn(byPassword('intruder'), stranger()))).toBe('UNAUTHENTICATED');
  });
});

describe('what people of the plant know and carry', () => {
  it('is changed at the plant only, and the trail of the line tells of nothing that was not done', async () => {
    const { line, signOn } = await plantAndLine();
    await signOn();
    const { session } = await line.access.signOn.signOn(byPassword('assembler'), stranger());
    const carried = { user: 'assembler', name: 'assembler', roles: [], lines: '*' as const, session: session.id };
    const person = { ...carried, origin: 'browser-1', locked: false };
    const here = asking({ ...stranger().principal, person }, 'browser-1');
    const { ownSecrets, people } = line.access;
    const own = { name: 'assembler', roles: ['operator' as const], lines: '*' as const, disabled: false };
    for (const change of [
      ownSecrets.change({ password: CHANGED }, PASSWORD, person, here),
      ownSecrets.change({ pin: '1397' }, PASSWORD, person, here),
      people.change('assembler', { ...own, badge: '04A2245B' }, ADMIN),
      people.inviteAnew('assembler', ADMIN, true),
    ])
      expect(await failure(change)).toBe('CONFLICT');
    expect(line.audit.of('credential-changed')).toEqual([]);
    expect(line.versions.allOwn('credential')).toEqual([]);
    // What the person may at this line is the line's business too.
    await people.change('assembler', { ...own, roles: ['supervisor'] }, ADMIN);
    expect(line.versions.get('person', 'assembler')?.roles).toEqual(['supervisor']);
  });
});

describe('wrong tries that a line asks its plant about', () => {
  it('count at both, whatever the line says, and at no other line', async () => {
    const { plant, clock } = await plantAndLine();
    const at = (id: string) => ({ gateway: { id, lines: [] }, address: '192.0.2.8' });
    const question = { kind: 'pin' as const, user: 'assembler', secret: '1397' };
    const check = (id: string, secret = '1397') =>
      failure(plant.access.credentialCheck.check({ ...question, secret }, at(id)));
    for (let n = 0; n < 5; n++) expect(await check('gw-8')).toBe('none');
    expect(await check('gw-8', PIN)).toBe('THROTTLED');
    expect(await plant.access.credentialCheck.check({ ...question, secret: PIN }, at('gw-9'))).toMatchObject({
      right: { user: 'assembler' },
    });
    const { asking: tablet } = await plant.device('tablet');
    expect(await failure(plant.access.signOn.signOn(byPin('assembler'), tablet))).toBe('none');
    clock.at += MINUTE_MS;
    expect(await check('gw-8', PIN)).toBe('none');
    const failed = plant.audit.of('sign-on-failed');
    expect(failed[0]).toMatchObject({ subject: 'assembler', device: 'gw-8', new: { way: 'pin' } });
    expect(JSON.stringify(plant.audit.heard)).not.toContain('1397');
  });

  it('lock the person out at the line as well', async () => {
    const { line, signOn } = await plantAndLine();
    for (let n = 0; n < 5; n++) expect(await signOn('something else')).toBe('UNAUTHENTICATED');
    expect(await signOn()).toBe('THROTTLED');
    expect(line.audit.of('sign-on-failed').length).toBeGreaterThan(0);
  });

  it('end for badges too: nobody reads all the names there are', async () => {
    const { plant } = await plantAndLine();
    const line = { gateway: { id: 'gw-8', lines: [] }, address: '192.0.2.8' };
    const ask = (n: number) => failure(plant.access.credentialCheck.check({ kind: 'badge', badge: `0000${n}` }, line));
    for (let n = 0; n < 60; n++) expect(await ask(n)).toBe('none');
    expect(await ask(60)).toBe('THROTTLED');
  });
});
