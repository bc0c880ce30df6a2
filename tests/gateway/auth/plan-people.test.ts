import { describe, expect, it } from 'vitest';
import { planPeople } from '../../../gateway/auth/plan-people.ts';
import type { Versions } from '../../../gateway/auth/versions.ts';

const person = (entity: string, roles: string[], more = {}) => ({
  entity,
  body: { name: `The ${entity}`, roles, lines: null, disabled: false, ...more },
});

describe('what devices are told of the people of the plan', () => {
  it('is what those are called who may plan, run orders or do tasks, also after they left, and nothing else', () => {
    const all = () => [
      person('attendant', ['operator'], { badge: 'secret' }),
      person('binder', ['planner'], { disabled: true }),
      person('keeper', ['admin']),
      person('winder', ['admin', 'supervisor']),
    ];
    expect(planPeople({ all } as unknown as Versions)).toEqual([
      { id: 'attendant', name: 'The attendant' },
      { id: 'binder', name: 'The binder' },
      { id: 'winder', name: 'The winder' },
    ]);
  });
});
