import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PACKING_LINES } from '../../../gateway/demo/packing-lines.ts';
import { writeCycles } from '../../../gateway/demo/write-cycles.ts';

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'lineside-cycles-'))));
afterEach(() => rm(directory, { recursive: true }));

describe('writing cycles for a benchmark', () => {
  it('gives exactly as many rows as asked, over consecutive days, and says what it wrote', async () => {
    const written = await writeCycles({
      directory,
      line: PACKING_LINES[1]!,
      timezone: 'America/Los_Angeles',
      seed: 'test',
      firstDay: Date.parse('2026-06-10T12:00-07:00'),
      rows: 200_000,
    });
    expect(written.files.map((file) => basename(file))).toEqual(['PR20260610.txt', 'PR20260611.txt']);
    const texts = await Promise.all(written.files.map((file) => readFile(file, 'utf8')));
    expect(texts.join('').trimEnd().split('\n')).toHaveLength(200_000);
    expect(written).toMatchObject({ rows: 200_000, bytes: texts.join('').length });
  });
});
