import { describe, expect, it } from 'vitest';
import { groupsOf, linesText } from '../../../../pwa/components/people/lines.ts';

const lines = [
  { id: 'line9', name: 'Line 9' },
  { id: 'line8', name: 'Line 8', processGroup: 'pouching' },
  { id: 'line7', name: 'Line 7', processGroup: 'gone' },
];
const groups = groupsOf(lines, [
  { id: 'empty', name: 'Empty' },
  { id: 'pouching', name: 'Pouching' },
]);

describe('lines to choose from', () => {
  it('stand by process group; those of none, or of one that is gone, come last', () => {
    expect(groups.map(({ name, lines }) => [name, lines.map(({ id }) => id)])).toEqual([
      ['Pouching', ['line8']],
      ['', ['line9', 'line7']],
    ]);
  });

  it('are called by name; one that is not known here by its id', () => {
    expect(linesText(['line8', 'line99'], groups)).toBe('Line 8, line99');
    expect(linesText('*', groups)).toBe('All lines');
    expect(linesText([], groups)).toBe('no line');
  });
});
