import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failure, plantWithPeople, stranger, type PlantWithPeople } from './plant-with-people.ts';

const FIRST = { user: 'boss', name: 'The boss', password: 'a long enough one' };
const codeOf = ({ said }: PlantWithPeople) => /code ([2-9A-Z-]{14})$/.exec(said.at(-1) ?? '')?.[1] ?? '(none)';

describe('the first admin', () => {
  it('is made with the code from the console, and signed on', async () => {
    const here = await plantWithPeople();
    const { access, audit, sessions } = here;
    expect(access.setup.isOpen()).toBe(true);
    const { person, token } = await access.setup.make({ ...FIRST, code: codeOf(here).toLowerCase() }, stranger());
    expect(person).toMatchObject({ user: 'boss', roles: ['admin'], lines: '*' });
    expect(sessions.find(token)?.way).toBe('setup');
    expect(access.setup.isOpen()).toBe(false);
    expect(audit.heard.map(({ what }) => what)).toEqual(['setup', 'sign-on']);
    const later = await here.restart();
    expect(later.access.setup.isOpen()).toBe(false);
    expect(later.said).toEqual([]);
  });

  it('has the same code at each start until it was used, in a file that only the gateway’s user reads', async () => {
    const here = await plantWithPeople();
    const later = await here.restart();
    expect(codeOf(later)).toBe(codeOf(here));
    expect((await stat(join(here.dataDir, 'secrets', 'setup-code'))).mode & 0o777).toBe(0o600);
  });

  it('is one, however many ask at the same moment', async () => {
    const here = await plantWithPeople();
    const ask = (user: string) => failure(here.access.setup.make({ ...FIRST, user, code: codeOf(here) }, stranger()));
    expect((await Promise.all([ask('boss'), ask('etcher')])).sort()).toEqual(['CONFLICT', 'none']);
    expect(here.access.people.all()).toHaveLength(1);
  });

  it('cannot be guessed, nor kept from coming by those who guess', async () => {
    const here = await plantWithPeople();
    const { setup } = here.access;
    const guess = () => failure(setup.make({ ...FIRST, code: 'AAAA-AAAA-AAAA' }, stranger('198.51.100.1')));
    const codes: string[] = [];
    for (let n = 0; n < 12; n++) codes.push(await guess());
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'UNAUTHENTICATED'));
    expect(codes.slice(10)).toEqual(['THROTTLED', 'THROTTLED']);
    expect((await setup.make({ ...FIRST, code: codeOf(here) }, stranger('192.0.2.9'))).person.user).toBe('boss');
  });

  it('may correct a poor password with the same code', async () => {
    const here = await plantWithPeople();
    const make = (password: string) => here.access.setup.make({ ...FIRST, password, code: codeOf(here) }, stranger());
    expect(await failure(make('boss-boss-boss'))).toBe('REQUEST_INVALID');
    expect((await make(FIRST.password)).person.user).toBe('boss');
  });

  it('is not asked for in the simulated plant, which has somebody of each role, once', async () => {
    const here = await plantWithPeople({ demo: true });
    expect(here.access.setup.isOpen()).toBe(false);
    expect(here.said).toEqual([]);
    const later = await here.restart();
    expect(later.access.people.all().map(({ user, roles, demo }) => [user, roles, demo])).toEqual([
      ['demo-admin', ['admin'], true],
      ['demo-engineer', ['engineer'], true],
      ['demo-operator', ['operator'], true],
      ['demo-planner', ['planner'], true],
      ['demo-quality', ['quality'], true],
      ['demo-supervisor', ['supervisor'], true],
    ]);
    expect(await later.memory.range('config_gw', { from: 'cfg:person:', to: 'cfg:person:~' })).toHaveLength(6);
  });
});
