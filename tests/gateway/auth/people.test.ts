import { describe, expect, it } from 'vitest';
import { ADMIN, failure, NOON, plantWithPeople, stranger } from './plant-with-people.ts';

const DAY_MS = 24 * 3_600_000;
const ASSEMBLER = { user: 'assembler', name: 'Assembler', roles: ['operator' as const], lines: ['line8'] };
const change = (rest: object = {}) => ({
  name: 'Assembler',
  roles: ['operator' as const],
  lines: ['line8'],
  disabled: false,
  ...rest,
});
const password = (typed: string) => ({ way: 'password' as const, user: 'assembler', password: typed });

describe('an invited person', () => {
  it('chooses password and PIN with a code of seven days that works once', async () => {
    const { access, audit } = await plantWithPeople();
    const { person, invitation } = await access.people.invite(ASSEMBLER, ADMIN);
    expect(person).toMatchObject({
      ...ASSEMBLER,
      has: { password: false, pin: false, badge: false },
      invitedUntil: NOON + 7 * DAY_MS,
    });
    expect(invitation.code.replaceAll('-', '')).toMatch(/^[2-9A-HJ-NP-Z]{12}$/);
    const chosen = { user: 'assembler', password: 'a long enough one', pin: '2580' };
    const typed = ` ${invitation.code.toLowerCase().replaceAll('-', ' ')}`;
    const entered = await access.ownSecrets.useInvitation({ ...chosen, code: typed }, stranger());
    expect(entered.person).toMatchObject({ user: 'assembler', hasPin: true });
    expect(access.people.view(access.people.get('assembler')!)).toMatchObject({
      invitedUntil: null,
      has: { password: true, pin: true },
    });
    const again = access.ownSecrets.useInvitation({ ...chosen, code: invitation.code }, stranger());
    expect(await failure(again)).toBe('UNAUTHENTICATED');
    expect(audit.heard.map(({ what }) => what)).toEqual(['person-invited', 'invitation-used', 'sign-on']);
  });

  it('cannot use the code too late, and nobody else can use it at all', async () => {
    const { access, wait } = await plantWithPeople();
    const { invitation } = await access.people.invite(ASSEMBLER, ADMIN);
    await access.people.invite({ ...ASSEMBLER, user: 'etcher' }, ADMIN);
    const use = (user: string) =>
      failure(
        access.ownSecrets.useInvitation({ user, code: invitation.code, password: 'a long enough one' }, stranger()),
      );
    expect(await use('etcher')).toBe('UNAUTHENTICATED');
    expect(await use('nobody')).toBe('UNAUTHENTICATED');
    wait(7 * DAY_MS);
    expect(await use('assembler')).toBe('UNAUTHENTICATED');
  });

  it('who chose a poor password may try again with the same code', async () => {
    const { access } = await plantWithPeople();
    const { invitation } = await access.people.invite(ASSEMBLER, ADMIN);
    const use = (password: string) =>
      access.ownSecrets.useInvitation({ user: 'assembler', code: invitation.code, password }, stranger());
    expect(await failure(use('Password123!'))).toBe('REQUEST_INVALID');
    expect((await use('a long enough one')).person.user).toBe('assembler');
  });

  it('has an id that nobody had before, disabled people included', async () => {
    const { access, add } = await plantWithPeople();
    await add('boss', ['admin']);
    await access.people.invite(ASSEMBLER, ADMIN);
    await access.people.change('assembler', change({ disabled: true }), ADMIN);
    expect(await failure(access.people.invite(ASSEMBLER, ADMIN))).toBe('CONFLICT');
  });

  it('is invited anew when the password is lost: the old one is void, and who used it is out', async () => {
    const { access, add, sessions } = await plantWithPeople();
    await add('assembler');
    const { token } = await access.signOn.signOn(password('correct horse battery'), stranger());
    const { code } = await access.people.inviteAnew('assembler', ADMIN);
    expect(sessions.find(token)).toBeNull();
    expect(await failure(access.signOn.signOn(password('correct horse battery'), stranger()))).toBe('UNAUTHENTICATED');
    const entered = await access.ownSecrets.useInvitation(
      { user: 'assembler', code, password: 'another long one' },
      stranger(),
    );
    expect(entered.person.hasPin).toBe(false);
  });

  it('is not there when the trail or the store takes nothing', async () => {
    const { access, audit, away } = await plantWithPeople();
    audit.away = true;
    expect(await failure(access.people.invite(ASSEMBLER, ADMIN))).toBe('STORE_UNREACHABLE');
    audit.away = false;
    away.store = true;
    expect(await failure(access.people.invite(ASSEMBLER, ADMIN))).toBe('STORE_UNREACHABLE');
    expect(access.people.get('assembler')).toBeNull();
  });
});

describe('a change of a person', () => {
  it('holds at once and after a restart, and the trail has old and new', async () => {
    const here = await plantWithPeople();
    await here.access.people.invite(ASSEMBLER, ADMIN);
    await here.access.people.change(
      'assembler',
      change({ roles: ['supervisor'], lines: '*', why: 'new shift' }),
      ADMIN,
    );
    expect(here.audit.of('person-changed')).toMatchObject([
      {
        user: 'boss',
        old: { roles: ['operator'], lines: ['line8'] },
        new: { roles: ['supervisor'], lines: '*' },
        reason: 'new shift',
      },
    ]);
    const later = await here.restart();
    expect(later.access.people.get('assembler')).toMatchObject({ roles: ['supervisor'], lines: '*' });
  });

  it('that disables ends all sessions, and what is enabled again can sign on again', async () => {
    const { access, add, sessions } = await plantWithPeople();
    await add('boss', ['admin']);
    await add('assembler');
    const { token } = await access.signOn.signOn(password('correct horse battery'), stranger());
    await access.people.change('assembler', change({ disabled: true }), ADMIN);
    expect(sessions.find(token)).toBeNull();
    await access.people.change('assembler', change(), ADMIN);
    expect((await access.signOn.signOn(password('correct horse battery'), stranger())).person.user).toBe('assembler');
  });

  it('never takes the last admin away, whoever is only invited counting as none', async () => {
    const { access, add } = await plantWithPeople();
    await add('assembler', ['admin', 'engineer']);
    await access.people.invite({ ...ASSEMBLER, user: 'borer', roles: ['admin'] }, ADMIN);
    const { people } = access;
    expect(await failure(people.change('assembler', change({ roles: ['engineer'] }), ADMIN))).toBe('CONFLICT');
    expect(await failure(people.change('assembler', change({ roles: ['admin'], disabled: true }), ADMIN))).toBe(
      'CONFLICT',
    );
    expect(await failure(people.inviteAnew('assembler', ADMIN))).toBe('CONFLICT');
    await add('etcher', ['admin']);
    const both = [
      people.change('assembler', change({ roles: ['engineer'] }), ADMIN),
      people.change('etcher', change({ disabled: true }), ADMIN),
    ];
    expect(await Promise.all(both.map(failure))).toEqual(['none', 'CONFLICT']);
  });

  it('gives a badge to one person only, and the trail does not know what is on it', async () => {
    const { access, add, audit, memory } = await plantWithPeople();
    await add('assembler');
    await add('borer');
    const { people } = access;
    expect((await people.change('assembler', change({ badge: '04A2245B99' }), ADMIN)).has.badge).toBe(true);
    expect(await failure(people.change('borer', change({ name: 'borer', badge: '04A2245B99' }), ADMIN))).toBe(
      'CONFLICT',
    );
    expect((await people.change('assembler', change({ badge: null }), ADMIN)).has.badge).toBe(false);
    expect((await people.change('borer', change({ name: 'borer', badge: '04A2245B99' }), ADMIN)).has.badge).toBe(true);
    const stored = await memory.range('config_gw', { from: 'cfg:', to: 'cfg:~' });
    expect(JSON.stringify([audit.heard, stored])).not.toContain('04A2245B99');
  });

  it('of nobody is refused', async () => {
    const { access } = await plantWithPeople();
    expect(await failure(access.people.change('nobody', change(), ADMIN))).toBe('NOT_FOUND');
    expect(await failure(access.people.inviteAnew('constructor', ADMIN))).toBe('NOT_FOUND');
  });
});

describe('people of the sign-on server', () => {
  it('whose groups changed are out where they signed on before: their entries would be judged by what they were', async () => {
    const { access, sessions } = await plantWithPeople();
    const sso = { issuer: 'https://sso.plant', subject: '17' };
    const assembler = { user: 'assembler', name: 'Assembler', lines: '*' as const, disabled: false, demo: false, sso };
    await access.people.provision({ ...assembler, roles: ['operator'] });
    const { session } = await access.entrance.enter(access.people.get('assembler')!, 'sso', stranger());
    await access.people.provision({ ...assembler, name: 'Assembler B.', roles: ['operator'] });
    expect(sessions.get(session.id)?.endedAt).toBeNull();
    await access.people.provision({ ...assembler, roles: ['planner'] });
    expect(sessions.get(session.id)?.endedAt).not.toBeNull();
  });

  it('who were disabled here stay so, whatever it says', async () => {
    const { access, add } = await plantWithPeople();
    await add('boss', ['admin']);
    const body = { name: 'Assembler', roles: ['operator' as const], lines: '*' as const, disabled: false, demo: false };
    const assembler = { ...body, user: 'assembler', sso: { issuer: 'https://sso.plant', subject: '17' } };
    await access.people.provision(assembler);
    expect(access.people.personOf('https://sso.plant', '17')?.user).toBe('assembler');
    expect(access.people.personOf('https://other.plant', '17')).toBeNull();
    await access.people.change('assembler', change({ lines: '*', disabled: true }), ADMIN);
    await access.people.provision({ ...assembler, roles: ['engineer'] });
    expect(access.people.allowed('assembler')).toBeNull();
  });
});
