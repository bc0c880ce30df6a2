import { describe, expect, it } from 'vitest';
import { RejectedRows } from '../../../gateway/pipeline/rejected-rows.ts';

const row = (offset: number) => ({ file: 'PR1.txt', offset, text: 'x', reason: 'bad' });

describe('rows that could not be read', () => {
  it('are shown newest first, and counted from a moment on', () => {
    const rows = new RejectedRows();
    for (let i = 0; i < 5; i++) rows.add('k.0', row(i), 1_000 + i);
    expect(rows.latest().map(({ row: { offset } }) => offset)).toEqual([4, 3, 2, 1, 0]);
    expect(rows.since(1_003)).toBe(2);
  });

  it('count once when they are replayed, and again when the file was rewritten', () => {
    const rows = new RejectedRows();
    for (const offset of [0, 40, 0, 40]) rows.add('k.0', row(offset), 1_000);
    expect(rows.since(0)).toBe(2);
    rows.add('k.1', row(0), 1_000);
    expect(rows.since(0)).toBe(3);
  });

  it('take bounded memory', () => {
    const rows = new RejectedRows();
    for (let i = 0; i < 5_000; i++) rows.add('k.0', row(i), i);
    expect(rows.latest()).toHaveLength(500);
    expect(rows.latest()[0]!.row.offset).toBe(4_999);
  });
});
