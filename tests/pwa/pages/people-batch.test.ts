import { describe, expect, it } from 'vitest';
import type { Slip } from '../../../pwa/components/ls-invitation-slip.ts';
import type { PastedPerson } from '../../../pwa/components/people/pasted.ts';
import type { Told } from '../../../pwa/data/asking.ts';
import type { PeopleData } from '../../../pwa/data/people.ts';
import { InvitingMany } from '../../../pwa/pages/people-batch.ts';

const wanted: PastedPerson[] = ['adjuster', 'bo', 'cy'].map((user) => ({
  ...{ user, name: user.toUpperCase(), lines: '*' },
  roles: ['operator'],
}));
const away = { ok: false, why: 'unreachable', detail: null, code: null } as const;
const taken = { ok: false, why: 'failed', detail: 'Take another.', code: 'CONFLICT' } as const;

/** Invites at a gateway that refuses whom `refuses` says. */
function inviting(refuses: (user: string) => Told<never> | null) {
  const asked: string[] = [];
  const people = {
    invite: async ({ user }: { user: string }) => {
      asked.push(user);
      return refuses(user) ?? { ok: true, value: { person: {}, invitation: { code: `code-${user}`, until: 1 } } };
    },
  } as unknown as PeopleData;
  const many = new InvitingMany(
    ({ user }, { code }) => ({ user, code }) as Slip,
    () => undefined,
  );
  return { many, people, asked };
}

describe('a list that is invited', () => {
  it('gives a code for each', async () => {
    const { many, people } = inviting(() => null);
    await many.begin(people, wanted);
    expect(many.batch).toMatchObject({ state: 'done', all: 3, refused: [] });
    expect(many.batch?.slips.map(({ code }) => code)).toEqual(['code-adjuster', 'code-bo', 'code-cy']);
  });

  it('goes on after one that was refused, and keeps the words', async () => {
    const { many, people } = inviting((user) => (user === 'bo' ? taken : null));
    await many.begin(people, wanted);
    expect(many.batch?.refused).toEqual([{ name: 'BO', user: 'bo', why: 'Take another.' }]);
    expect(many.batch?.slips).toHaveLength(2);
  });

  it('stops when the gateway is out of reach, keeps the codes, and goes on with the rest', async () => {
    let isAway = true;
    const { many, people, asked } = inviting((user) => (isAway && user === 'bo' ? away : null));
    await many.begin(people, wanted);
    expect(many.batch?.state).toBe('stopped');
    expect(many.batch?.slips).toHaveLength(1);
    isAway = false;
    await many.goOn(people);
    expect(many.batch).toMatchObject({ state: 'done', slips: [{ user: 'adjuster' }, { user: 'bo' }, { user: 'cy' }] });
    expect(asked).toEqual(['adjuster', 'bo', 'bo', 'cy']);
  });

  it('stops when told to, after the one that is under way', async () => {
    const { many, people } = inviting((user) => {
      if (user === 'adjuster') many.stop();
      return null;
    });
    await many.begin(people, wanted);
    expect(many.batch).toMatchObject({ state: 'stopped', slips: [{ user: 'adjuster' }] });
  });
});
