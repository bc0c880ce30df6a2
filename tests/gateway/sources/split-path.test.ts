import { describe, expect, it } from 'vitest';
import { splitPath } from '../../../gateway/sources/split-path.ts';

describe('splitting a declared path', () => {
  it.each([
    ['/plant/Line8/PR*.txt', '/plant/Line8', 'PR*.txt'],
    ['/plant/Line8/2026-??/PR*.txt', '/plant/Line8', '2026-??/PR*.txt'],
    ['/plant/**', '/plant', '**'],
    ['/plant/Line8/day.csv', '/plant/Line8', 'day.csv'],
    ['/plant/config/../Line8/./PR[0-9].txt', '/plant/Line8', 'PR[0-9].txt'],
    ['/plant/Line (8)/PR1.txt', '/plant/Line (8)', 'PR1.txt'],
    ['/*.txt', '/', '*.txt'],
  ])('%s stays in %s and reads %s', (path, root, pattern) => {
    expect(splitPath(path)).toEqual({ root, pattern });
  });

  it.each(['/plant/*/../secret.txt', '/plant/Line8/..', '/plant/Line8/'])('refuses %s', (path) => {
    expect(() => splitPath(path)).toThrow(expect.objectContaining({ code: 'PLANT_FILE_INVALID' }) as Error);
  });
});
