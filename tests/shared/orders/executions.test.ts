import { describe, expect, it } from 'vitest';
import type { ExecutionVerb } from '../../../shared/documents/execution.ts';
import { saidOf } from '../../../shared/orders/executions.ts';

const word = (at: number, verb: ExecutionVerb, id = `e${at}`, line = 'line8') => ({ id, at, line, verb, user: null });

describe('what people said of a job', () => {
  it('counts in order of time, whatever order the entries have', () => {
    const { runs, pauses } = saidOf([word(3, 'pause', 'a'), word(2, 'start', 'b')]);
    expect([runs.size, pauses.get('line8')?.at]).toEqual([0, 3]);
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
