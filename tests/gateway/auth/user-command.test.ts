import { describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import { runUserJob, UserJob, userJob, userText } from '../../../gateway/auth/user-command.ts';
import { AppError } from '../../../shared/errors.ts';
import { failure, PIN, plantWithPeople, stranger } from './plant-with-people.ts';

describe('npx lineside user', () => {
  it('reads what is typed, and says how when it cannot', () => {
    expect(userJob(['list'], {})).toEqual({ act: 'list' });
    expect(userJob(['reset', 'assembler'], {})).toEqual({ act: 'reset', user: 'assembler' });
    expect(
      userJob(['add', 'assembler'], { name: 'Assembler', role: ['admin', 'engineer'], lines: 'line8,line9' }),
    ).toEqual({
      ...{ act: 'add', user: 'assembler', name: 'Assembler', roles: ['admin', 'engineer'], lines: ['line8', 'line9'] },
    });
    for (const words of [
      [],
      ['list', 'assembler'],
      ['add', 'assembler'],
      ['delete', 'assembler'],
      ['reset'],
      ['reset', 'assembler', 'borer'],
    ])
      expect(() => userJob(words, { name: 'Assembler' })).toThrow(AppError);
    expect(() => userJob(['add', 'assembler'], { name: 'Assembler', role: ['king'] })).toThrow(/user list/);
  });

  it('makes a job that is checked as a job of the gateway', () => {
    expect(Value.Check(UserJob, userJob(['add', 'assembler'], { name: 'Assembler', role: ['admin'] }))).toBe(true);
    for (const job of [
      { act: 'add', user: 'assembler' },
      { act: 'list', user: 'assembler' },
      { act: 'reset', user: '../x' },
      { act: 'drop', user: 'assembler' },
    ])
      expect(Value.Check(UserJob, job)).toBe(false);
  });

  it('lets the last admin in again, and the trail says that it was a command', async () => {
    const { access, add, audit } = await plantWithPeople();
    await add('boss', ['admin']);
    const { invitation, people } = await runUserJob(access, { act: 'reset', user: 'boss' });
    expect(people).toMatchObject([{ user: 'boss', has: { password: false, pin: false } }]);
    expect(audit.heard[0]).toMatchObject({ what: 'command', subject: 'user reset boss', user: null });
    const question = { user: 'boss', code: invitation!.code, password: 'entirely new words' };
    expect((await access.ownSecrets.useInvitation(question, stranger())).person.roles).toEqual(['admin']);
  });

  it('adds, disables, enables and unlocks', async () => {
    const { access, add, device, view, wait } = await plantWithPeople();
    await add('boss', ['admin']);
    const added = await runUserJob(access, {
      act: 'add',
      user: 'etcher',
      name: 'Etcher',
      roles: ['admin'],
      lines: '*',
    });
    expect(added.invitation?.code).toHaveLength(14);
    await runUserJob(access, { act: 'disable', user: 'etcher' });
    expect(view('etcher').disabled).toBe(true);
    await runUserJob(access, { act: 'enable', user: 'etcher' });
    expect(view('etcher').disabled).toBe(false);
    expect(await failure(runUserJob(access, { act: 'disable', user: 'boss' }))).toBe('CONFLICT');
    expect(await failure(runUserJob(access, { act: 'unlock', user: 'nobody' }))).toBe('NOT_FOUND');
    const { asking } = await device('tablet');
    for (let n = 0; n < 10; n++) {
      await failure(access.signOn.signOn({ way: 'pin', user: 'boss', pin: '1397' }, asking));
      wait(90_000);
    }
    expect(view('boss').lockedUntil).not.toBeNull();
    await runUserJob(access, { act: 'unlock', user: 'boss' });
    expect((await access.signOn.signOn({ way: 'pin', user: 'boss', pin: PIN }, asking)).person.user).toBe('boss');
  });

  it('prints who there is', async () => {
    const { access, add } = await plantWithPeople();
    expect(userText(await runUserJob(access, { act: 'list' }))).toBe('There is nobody yet.');
    await add('boss', ['admin']);
    expect(userText(await runUserJob(access, { act: 'list' }))).toBe('boss  boss  admin  all lines  password');
    expect(userText(await runUserJob(access, { act: 'reset', user: 'boss' }))).toMatch(
      /invitation: [2-9A-Z-]{14}, good until 2022-10-17/,
    );
  });
});
