import { describe, expect, it } from 'vitest';
import { differences } from '../../../../pwa/components/audit/difference.ts';

describe('what an entry changed', () => {
  it('is only what differs, down to the values', () => {
    const old = { name: 'Prüfer', roles: ['operator'], time: { column: 'time', format: 'a' }, gone: 1 };
    const now = {
      name: 'Prüfer',
      roles: ['operator', 'supervisor'],
      time: { column: 'time', format: 'b' },
      fresh: true,
    };
    expect(differences({ what: 'person-changed', old, new: now })).toEqual([
      { path: 'roles', old: ['operator'], new: ['operator', 'supervisor'] },
      { path: 'time.format', old: 'a', new: 'b' },
      { path: 'fresh', old: undefined, new: true },
      { path: 'gone', old: 1, new: undefined },
    ]);
  });

  it('is all there is when nothing was before', () => {
    expect(differences({ what: 'sign-on', old: null, new: { way: 'pin' } })).toEqual([
      { path: 'way', old: undefined, new: 'pin' },
    ]);
    expect(differences({ what: 'command', old: null, new: 'verify' })).toEqual([
      { path: '', old: undefined, new: 'verify' },
    ]);
    expect(differences({ what: 'sign-off', old: null, new: null })).toEqual([]);
  });

  it('of what a person said leaves out how it is written down and what other columns show', () => {
    const fact = { type: 'reason', schema: 1, line: 'line8', at: 1, by: { origin: 'd', user: 'miller' }, comment: 'x' };
    const old = { ...fact, at: 0, code: 'film', supersedes: null };
    expect(differences({ what: 'entry', old, new: { ...fact, code: 'jam', supersedes: 'r' } })).toEqual([
      { path: 'code', old: 'film', new: 'jam' },
    ]);
  });

  it('goes into lists of things', () => {
    const columns = (name: string) => ({ columns: [{ name: 'time' }, { name }] });
    expect(differences({ what: 'source-changed', old: columns('a'), new: columns('b') })).toEqual([
      { path: 'columns.1.name', old: 'a', new: 'b' },
    ]);
  });
});
