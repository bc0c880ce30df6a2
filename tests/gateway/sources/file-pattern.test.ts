import { describe, expect, it } from 'vitest';
import { filePattern } from '../../../gateway/sources/file-pattern.ts';

describe('a pattern of file names', () => {
  it.each([
    ['PR*.txt', ['PR1.txt'], ['2026/PR1.txt', '.PR1.txt', 'PR1.txt.tmp', 'pr1.csv']],
    ['2026-??/PR*.txt', ['2026-10/PR1.txt'], ['PR1.txt', '2026-10/a/PR1.txt', '2026-1/PR1.txt']],
    ['**/PR*.txt', ['PR1.txt', 'a/PR1.txt', 'a/b/PR1.txt'], ['.hidden/PR1.txt', 'a/.hidden/PR1.txt']],
    ['**', ['a', 'a/b', 'a/b/c'], ['.a', 'a/.b', 'a.tmp', 'a/b.part', 'b~']],
    ['{a,b}/**/**/*.csv', ['a/1.csv', 'b/c/d/1.csv'], ['c/1.csv', 'a/1.txt']],
    ['day (1).tmp', ['day (1).tmp'], ['day 1.tmp']],
    ['day (?).txt', ['day (1).txt'], ['day 1.txt']],
    ['../*.txt', [], ['a.txt', '../.txt']],
  ])('%s means %j and not %j', (pattern, meant, others) => {
    const { matches } = filePattern(pattern);
    expect(meant.filter((name) => !matches(name))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });

  it('leads into the folders that may hold such files, and no others', () => {
    const { leadsOn, depth } = filePattern('20??/??/PR*.txt');
    expect(['', '2026', '2026/10'].every(leadsOn)).toBe(true);
    expect(['2026/10/PR1.txt', '2026/10/27', 'old', '2026/.snap'].some(leadsOn)).toBe(false);
    expect(depth).toBe(2);
    expect(filePattern('a/**/x.txt').depth).toBe(Infinity);
  });
});
