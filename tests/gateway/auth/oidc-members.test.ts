import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { freeUserId, OidcMembers, standingOf } from '../../../gateway/auth/oidc-members.ts';
import { DisplayName, UserId, type Person } from '../../../shared/access/person.ts';

const GROUPS = [
  { group: 'packers', roles: ['operator' as const], lines: ['line8'] },
  { group: 'leads', roles: ['supervisor' as const, 'operator' as const], lines: ['line9', 'line8'] },
  { group: 'IT', roles: ['admin' as const] },
];

describe('groups of the sign-on server', () => {
  it('add up, and who is in none of them stands for nothing', () => {
    expect(standingOf(['packers'], GROUPS)).toEqual({ roles: ['operator'], lines: ['line8'] });
    const both = { roles: ['operator', 'supervisor'], lines: ['line8', 'line9'] };
    expect(standingOf(['leads', 'others', 'packers'], GROUPS)).toEqual(both);
    expect(standingOf(['IT', 'packers'], GROUPS)).toEqual({ roles: ['operator', 'admin'], lines: '*' });
    for (const none of [[], ['Packers'], ['packers ', 'constructor']]) expect(standingOf(none, GROUPS)).toBeNull();
  });
});

describe('the id of somebody who comes through the sign-on server', () => {
  it.each([
    ['attendant', 'attendant'],
    ['Jörg.Gießer@plant.example', 'jorg.giesser'],
    ['PLANT\\attendant', 'plant-attendant'],
    ['007-bond', 'bond'],
    ['名前', 'person'],
    ['', 'person'],
    ['a', 'person'],
    ['x'.repeat(60), 'x'.repeat(40)],
    ['constructor', 'constructor-2'],
  ])('is made of "%s": "%s"', (wanted, user) => {
    expect(freeUserId(wanted, () => false)).toBe(user);
  });

  it('is always one that may be, and never one that was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(20), (wanted, others) => {
        const taken = new Set<string>();
        for (let i = 0; i <= others; i++) {
          const user = freeUserId(wanted, (id) => taken.has(id));
          expect(Value.Check(UserId, user)).toBe(true);
          expect(taken.has(user)).toBe(false);
          taken.add(user);
        }
      }),
    );
  });

  it('is given once, also when several come at the same moment', async () => {
    const kept = new Map<string, Person>();
    const moment = () => new Promise<void>((resolve) => setImmediate(resolve));
    const members = new OidcMembers({
      groups: GROUPS,
      audit: { record: moment },
      people: {
        personOf: (_, subject) => [...kept.values()].find(({ sso }) => sso?.subject === subject) ?? null,
        isTaken: (user) => kept.has(user),
        provision: async (person) => {
          await moment();
          expect(kept.has(person.user)).toBe(false);
          kept.set(person.user, person);
        },
      },
    });
    const comes = (subject: string) =>
      members.person({ issuer: 'i', subject, userName: 'attendant', name: 'Attendant', groups: ['IT'] });
    const came = await Promise.all(['s1', 's2', 's1', 's3', 's2'].map(comes));
    expect(came.map(({ user }) => user)).toEqual([
      'attendant',
      'attendant-2',
      'attendant',
      'attendant-3',
      'attendant-2',
    ]);
  });

  it('goes with a name that can be shown, whatever the server calls them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 120 }), async (name) => {
        const kept: Person[] = [];
        const members = new OidcMembers({
          groups: GROUPS,
          audit: { record: async () => {} },
          people: {
            personOf: () => null,
            isTaken: () => false,
            provision: async (person) => void kept.push(person),
          },
        });
        await members.person({ issuer: 'i', subject: 's', userName: 'attendant', name, groups: ['IT'] });
        expect(Value.Check(DisplayName, kept[0]!.name)).toBe(true);
        expect(kept[0]!.name).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});
