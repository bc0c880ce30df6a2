import { describe, expect, it } from 'vitest';
import { namesOf, whoSaid } from '../../../pwa/data/plan-names.ts';

describe('whoever said something about the plan', () => {
  const names = namesOf(
    [
      {
        ...{ id: 'plant', kind: 'plant' },
        body: {
          people: [
            { id: 'binder', name: 'The binder' },
            { id: 'keeper.two', name: 'The second keeper' },
          ],
        },
      },
      { id: 'gateways', kind: 'gateways', body: [{ id: 'gw-1', name: 'Hall 2', origin: '', role: 'line', lines: [] }] },
    ],
    [
      { user: 'keeper.one', name: 'The keeper' },
      { user: 'keeper.two', name: 'The new keeper' },
    ],
  );

  it.each([
    [{ user: 'keeper.one', origin: 'desk' }, 'The keeper'],
    [{ user: 'keeper.two', origin: 'desk' }, 'The second keeper'],
    [{ user: null, origin: 'gw-1' }, 'Hall 2'],
    [{ user: 'binder', origin: 'desk' }, 'The binder'],
    [{ user: 'attendant', origin: 'desk' }, 'attendant'],
    [{ user: null, origin: 'desk' }, 'desk'],
  ])('is called by name where the device knows it: %o', (by, name) => {
    expect(whoSaid({ names }, by)).toBe(name);
  });
});
