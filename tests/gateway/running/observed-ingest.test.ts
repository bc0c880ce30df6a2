import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { Ingest } from '../../../gateway/lines/ingest.ts';
import { observedIngest } from '../../../gateway/running/observed-ingest.ts';
import type { Block } from '../../../gateway/sources/source.ts';

const BLOCK = { sourceId: 'line8/vision' } as Block;

function listening(accept: Ingest['accept']) {
  const heard: string[] = [];
  let lines = ['line8'];
  const ingest = { accept, get lines() { return lines; } } as unknown as Ingest; // prettier-ignore
  const observed = observedIngest(ingest, {
    taken: (...block) => void heard.push(`taken ${block.join(' ')}`),
    written: () => void heard.push('written'),
    unwritable: () => void heard.push('unwritable'),
  });
  return { heard, observed, declare: (ids: string[]) => (lines = ids) };
}

describe('ingest that is listened to', () => {
  it('tells of each block what was read and what was not', async () => {
    const { heard, observed } = listening(async () => ({ rows: 7, rejected: [{}, {}] as never }));
    expect(await observed.accept('line8', BLOCK)).toMatchObject({ rows: 7 });
    expect(heard).toEqual(['written', 'taken line8/vision 7 2']);
  });

  it('tells when the journal takes nothing, and passes every failure on', async () => {
    const failures = [new AppError('JOURNAL_UNWRITABLE', 'full'), new AppError('STORE_UNREACHABLE', 'away')];
    const { heard, observed } = listening(() => Promise.reject(failures.shift()!));
    await expect(observed.accept('line8', BLOCK)).rejects.toThrow('full');
    await expect(observed.accept('line8', BLOCK)).rejects.toThrow('away');
    expect(heard).toEqual(['unwritable']);
  });

  it('has the lines that are declared now', () => {
    const { observed, declare } = listening(async () => ({ rows: 0, rejected: [] }));
    declare(['line8', 'line9']);
    expect(observed.lines).toEqual(['line8', 'line9']);
  });
});
