import { describe, expect, it } from 'vitest';
import { insertionAt, isSameTarget, targetAt } from '../../../../pwa/components/board/drop-target.ts';
import { placeOf, steppedTarget, type KeyStep } from '../../../../pwa/components/board/key-target.ts';
import type { DropTarget } from '../../../../pwa/components/board/board-model.ts';
import { HOUR, aBar, laid } from './a-bar.ts';

const layout = laid(
  ['6', '7', '8'],
  aBar('runs', '6', [0, 10], { state: 'running' }),
  aBar('a', '6', [10, 20]),
  aBar('b', '6', [20, 30]),
  aBar('c', '7', [10, 20]),
);
const held = { ids: new Set(['c']), rows: null };
const aim = { y: 10, at: 12 * HOUR, begin: 11 * HOUR, exact: false };

describe('where something would fall', () => {
  it('is before the bar whose middle is later, and last behind all', () => {
    expect(targetAt(layout, held, aim)).toEqual({ kind: 'row', row: '6', before: 'a', at: null });
    expect(targetAt(layout, held, { ...aim, at: 16 * HOUR })).toMatchObject({ before: 'b' });
    expect(targetAt(layout, held, { ...aim, at: 90 * HOUR })).toMatchObject({ before: null });
  });

  it('is never before what runs', () => {
    expect(insertionAt(layout.rows[0]!, held.ids, 0)).toBe('a');
  });

  it('does not count what is held itself', () => {
    expect(insertionAt(layout.rows[0]!, new Set(['a']), 12 * HOUR)).toBe('b');
  });

  it('is a time with Shift and in the lower third of the row', () => {
    expect(targetAt(layout, held, { ...aim, exact: true })).toMatchObject({ at: 11 * HOUR, before: 'a' });
    expect(targetAt(layout, held, { ...aim, y: 60 })).toMatchObject({ at: 11 * HOUR });
    expect(targetAt(layout, held, { ...aim, y: 40 })).toMatchObject({ at: null });
  });

  it('is told from another by row, place and time', () => {
    const target: DropTarget = { kind: 'row', row: '6', before: 'a', at: null };
    expect(isSameTarget(target, { ...target })).toBe(true);
    expect(isSameTarget(target, { ...target, at: 5 })).toBe(false);
    expect(isSameTarget(target, { kind: 'parking' })).toBe(false);
    expect(isSameTarget({ kind: 'parking' }, { kind: 'parking' })).toBe(true);
  });
});

describe('keys that carry a bar', () => {
  const walk = (from: DropTarget, steps: KeyStep[], more = {}) =>
    steps.reduce(
      (target, step) => steppedTarget(target, step, { layout, held, start: 10 * HOUR, by: null, ...more }),
      from,
    );
  const start = placeOf(layout, held, 'c')!;

  it('begin where it is', () => {
    expect(start).toEqual({ kind: 'row', row: '7', before: null, at: null });
    expect(placeOf(layout, { ids: new Set(['a']), rows: null }, 'a')).toMatchObject({ row: '6', before: 'b' });
  });

  it('go along the queue and stop at its ends', () => {
    const inSix = walk(start, ['up']);
    expect(inSix).toMatchObject({ row: '6', before: 'a' });
    expect(walk(inSix, ['left'])).toMatchObject({ before: 'a' });
    expect(walk(inSix, ['right'])).toMatchObject({ before: 'b' });
    expect(walk(inSix, ['right', 'right', 'right', 'left'])).toMatchObject({ before: 'b' });
  });

  it('go by time with Shift', () => {
    expect(walk(start, ['right', 'right'], { by: HOUR })).toMatchObject({ row: '7', at: 12 * HOUR });
  });

  it('go round the rows, with the parking lot below the last', () => {
    expect(walk(start, ['down', 'down'])).toEqual({ kind: 'parking' });
    expect(walk({ kind: 'parking' }, ['down'])).toMatchObject({ row: '6' });
    expect(walk({ kind: 'parking' }, ['up'])).toMatchObject({ row: '8' });
  });

  it('pass over rows that cannot take it', () => {
    const only = { held: { ...held, rows: new Set(['7']) } };
    expect(walk({ kind: 'parking' }, ['up'], only)).toMatchObject({ row: '7' });
    expect(walk(start, ['down'], only)).toEqual({ kind: 'parking' });
  });
});
