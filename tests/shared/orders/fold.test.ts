import { describe, expect, it } from 'vitest';
import { mergedState, shown, withSet, type EntityState } from '../../../shared/orders/fold.ts';

const by = (id: string, at = 1) => ({ id, at, user: null, origin: 'desk' });
const due = (value: unknown, saw: string[] = []) => ({ set: { due: value }, saw: saw.length > 0 ? { due: saw } : {} });
const ids = (state: EntityState) => state['due']?.heads.map(({ id }) => id);

describe('a field that people change', () => {
  it('shows what was said last by somebody who saw what was there', () => {
    const state = withSet(withSet({}, due(5), by('a', 20)), due(6, ['a']), by('b', 10));
    expect(shown(state['due'])).toMatchObject({ value: 6, head: { at: 10 }, conflict: [], waiting: false });
  });

  it('keeps both values of two people who had not seen each other, and shows the later one first', () => {
    const state = withSet(withSet({}, due(5), by('a', 20)), due(6), by('b', 10));
    const { value, conflict } = shown(state['due']);
    expect(value).toBe(5);
    expect(conflict.map((head) => head.value)).toEqual([5, 6]);
  });

  it('shows the higher id first when both were said at the same moment', () => {
    const state = withSet(withSet({}, due(5), by('a')), due(6), by('b'));
    expect(shown(state['due']).value).toBe(6);
  });

  it('asks nobody when two people said the same, in whatever order of names', () => {
    const first = withSet({}, { set: { place: { line: 'line8', key: 'a0.x' } }, saw: {} }, by('a'));
    const both = withSet(first, { set: { place: { key: 'a0.x', line: 'line8' } }, saw: {} }, by('b'));
    expect(shown(both['place']).conflict).toEqual([]);
    expect(both['place']!.heads).toHaveLength(2);
  });

  it('asks about each different value once', () => {
    const values = [5, 6, 5].map((value, i) => withSet({}, due(value), by(`c${i}`, i)));
    expect(shown(values.reduce(mergedState)['due']).conflict.map(({ id }) => id)).toEqual(['c2', 'c1']);
  });

  it('has one value again when somebody chose among what he saw', () => {
    const open = withSet(withSet({}, due(5), by('a')), due(6), by('b'));
    expect(shown(withSet(open, due(5, ['a', 'b']), by('c', 3))['due'])).toMatchObject({ value: 5, conflict: [] });
  });

  it('asks nobody while something is on its way that an author saw', () => {
    const early = withSet(withSet({}, due(5), by('a')), due(6, ['x']), by('b'));
    expect(shown(early['due'])).toMatchObject({ value: 6, conflict: [], waiting: true });
    const whole = withSet(early, due(4, ['a']), by('x'));
    expect(shown(whole['due'])).toMatchObject({ value: 6, conflict: [], waiting: false });
  });

  it('is absent when it was set to nothing, which may be in conflict with a value', () => {
    expect(shown(withSet({}, due(null), by('a'))['due'])).toMatchObject({ value: undefined, conflict: [] });
    const other = withSet(withSet({}, due(null), by('a', 2)), due(6), by('b', 1));
    expect(shown(other['due'])).toMatchObject({ value: undefined });
    expect(shown(other['due']).conflict).toHaveLength(2);
    expect(shown(undefined)).toEqual({ value: undefined, head: null, conflict: [], waiting: false });
  });

  it('is not taken back by a change that claims to have seen itself', () => {
    expect(ids(withSet({}, due(5, ['a']), by('a')))).toEqual(['a']);
  });

  it('may have a name that objects have by themselves', () => {
    const state = withSet({}, { set: { constructor: 1 }, saw: {} }, by('a'));
    expect(shown(state['constructor']).value).toBe(1);
  });

  it('is the same object after a change that was folded before', () => {
    const state = withSet(withSet({}, due(5), by('a')), due(6, ['a']), by('b'));
    expect(withSet(state, due(5), by('a'))).toBe(state);
    expect(withSet(state, due(6, ['a']), by('b'))).toBe(state);
  });
});
