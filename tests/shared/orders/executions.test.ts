import { describe, expect, it } from 'vitest';
import type { ExecutionVerb } from '../../../shared/documents/execution.ts';
import { saidOf } from '../../../shared/orders/executions.ts';

const MINUTE = 60_000;

const word = (at: number, verb: ExecutionVerb, id = `e${at}`, line = 'line8') => ({ id, at, line, verb, user: null });

describe('what people said of a job', () => {
  it('counts in order of time, whatever order the entries have', () => {
    const { runs, pauses } = saidOf([word(3 * MINUTE, 'pause', 'a'), word(2 * MINUTE, 'start', 'b')]);
    expect([runs.size, pauses.get('line8')?.at]).toEqual([0, 3 * MINUTE]);
  });

  it('leaves out a first start that was taken back within half a minute, and no other', () => {
    const slip = [word(0, 'start', 'a'), word(MINUTE / 2 - 1, 'pause', 'b')];
    expect(saidOf(slip)).toMatchObject({ starts: [], runs: new Map(), pauses: new Map(), ran: new Map(), end: null });
    const again = saidOf([...slip, word(2 * MINUTE, 'start', 'c')]);
    expect(again.starts).toMatchObject([{ id: 'c' }]);
    const twice = saidOf([...slip, word(2 * MINUTE, 'start', 'c'), word(4 * MINUTE, 'pause', 'd')]);
    expect(twice.pauses.get('line8')).toMatchObject({ id: 'd' });
    const resumed = [word(5 * MINUTE, 'resume', 'e'), word(5 * MINUTE + 1, 'pause', 'f')];
    const later = saidOf([...slip, word(2 * MINUTE, 'start', 'c'), word(4 * MINUTE, 'pause', 'd'), ...resumed]);
    expect([later.starts.length, later.pauses.get('line8')?.id]).toEqual([2, 'f']);
    expect(saidOf([word(0, 'start', 'a'), word(1, 'pause', 'b', 'line9')]).runs.size).toBe(1);
  });

  it('counts in order of id when it was said at the same moment', () => {
    expect(saidOf([word(1, 'start', 'b'), word(1, 'complete', 'a')]).end).toMatchObject({ verb: 'complete' });
    expect(saidOf([word(1, 'reopen', 'b'), word(1, 'complete', 'a')]).end).toBeNull();
  });

  it('knows each line where it ran, and not where it was only cancelled', () => {
    const { ran, runs } = saidOf([word(1, 'start'), word(2, 'start', 'b', 'line9'), word(3, 'abort', 'c', 'line7')]);
    expect([[...ran.keys()], runs.size]).toEqual([['line8', 'line9'], 0]);
  });
});
