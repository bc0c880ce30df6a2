import { describe, expect, it } from 'vitest';
import type { PeopleData } from '../../../pwa/data/people.ts';
import { changePerson, savePerson } from '../../../pwa/pages/people-changing.ts';
import type { PersonView } from '../../../shared/access/protocol.ts';

const shown = { name: 'Keeper', roles: ['operator'], lines: ['line8'] } as const;

/** The gateway's person is `now`; what it is told is noted. */
function gateway(now: Partial<PersonView>) {
  const told: object[] = [];
  const person = { user: 'keeper', disabled: false, ...shown, ...now } as unknown as PersonView;
  const people = {
    list: async () => ({ ok: true, value: [person] }),
    change: async (_user: string, change: object) => {
      told.push(change);
      return { ok: true, value: { ...person, ...change } };
    },
  } as unknown as PeopleData;
  return { people, told };
}

describe('saving what was changed of somebody', () => {
  const edits = { roles: ['planner'] } as const;
  const saving = { draft: { ...shown, ...edits }, edits, shown };

  it('keeps what somebody else changed beside it', async () => {
    const { people, told } = gateway({ name: 'Keeper Late', disabled: true });
    await savePerson(people, 'keeper', saving);
    expect(told).toEqual([{ name: 'Keeper Late', roles: ['planner'], lines: ['line8'], disabled: true }]);
  });

  it('sends nothing when somebody else changed the same, and says how it is now', async () => {
    const { people, told } = gateway({ roles: ['engineer'] });
    const saved = await savePerson(people, 'keeper', saving);
    expect(saved).toMatchObject({ ok: true, value: { overtaken: true, person: { roles: ['engineer'] } } });
    expect(told).toEqual([]);
  });

  it('puts it in place when the other change was shown before', async () => {
    const { people, told } = gateway({ roles: ['engineer'] });
    await savePerson(people, 'keeper', { ...saving, shown: { ...shown, roles: ['engineer'] } });
    expect(told).toMatchObject([{ roles: ['planner'] }]);
  });

  it('says that there is nobody of that name', async () => {
    expect(await savePerson(gateway({}).people, 'bo', saving)).toMatchObject({ ok: false, why: 'unknown' });
  });
});

describe('disabling somebody, and giving a badge', () => {
  it('leaves the rest as it is at the gateway', async () => {
    const { people, told } = gateway({ roles: ['engineer'] });
    await changePerson(people, 'keeper', { disabled: true });
    await changePerson(people, 'keeper', { badge: '004711' });
    expect(told).toEqual([
      { name: 'Keeper', roles: ['engineer'], lines: ['line8'], disabled: true },
      { name: 'Keeper', roles: ['engineer'], lines: ['line8'], disabled: false, badge: '004711' },
    ]);
  });
});
