import { describe, expect, it } from 'vitest';
import { pastedRows } from '../../../../pwa/components/people/pasted.ts';

const LINES = [
  { id: 'line8', name: 'Line 8' },
  { id: 'line9', name: 'Line 9' },
];
const read = (text: string, known: string[] = []) => pastedRows(text, new Set(known), LINES);
const verdicts = (text: string, known?: string[]) => read(text, known).map(({ verdict }) => verdict);

describe('rows that are pasted from a spreadsheet', () => {
  it('are people to be invited, with or without heads', () => {
    const person = {
      user: 'adjuster',
      name: 'Adjuster Days',
      roles: ['operator', 'quality'],
      lines: ['line8', 'line9'],
    };
    const row = 'adjuster\tAdjuster Days\tOperator, Quality\tline8, Line 9';
    expect(verdicts(row)).toEqual([{ kind: 'ready', person }]);
    expect(verdicts(`User ID\tName\tRoles\tLines\r\n${row}\r\n\r\n`)).toEqual([{ kind: 'ready', person }]);
  });

  it('may say their roles and lines in German, and be of a file with semicolons', () => {
    const person = { user: 'adjuster', name: 'Days; Adjuster', roles: ['supervisor'], lines: '*' };
    expect(verdicts('adjuster;"Days; Adjuster";Schichtleitung;alle')).toEqual([{ kind: 'ready', person }]);
  });

  it('get a user id where they have none, and none twice', () => {
    const rows = read(
      '\tAdjuster Days\toperator\tall\n\tAdjuster Days\toperator\tall\nadjuster.days2\tAdept\toperator\tall',
    );
    expect(rows.map(({ user }) => user)).toEqual(['adjuster.days', 'adjuster.days3', 'adjuster.days2']);
    expect(rows.map(({ verdict }) => verdict.kind)).toEqual(['ready', 'ready', 'ready']);
  });

  it('leave alone whom the plant knows', () => {
    expect(verdicts('adjuster\tSomebody else\tadmin\tall', ['adjuster'])).toEqual([{ kind: 'known' }]);
  });

  it('say each thing that is wrong, and where', () => {
    const [, second, third, fourth] = read(
      'adjuster\tAdjuster\toperator\tall\nadjuster\tAdjuster\toperator\tall\nA B\t\tboss\tLine 99, Line 8\n\t夜班\t\t',
    );
    expect(second?.verdict).toEqual({ kind: 'wrong', problems: ['same user id as row 1'] });
    expect(third).toMatchObject({ row: 3, verdict: { kind: 'wrong' } });
    expect(third?.verdict).toEqual({
      kind: 'wrong',
      problems: ['“A B” is no user id', 'the name is missing', 'there is no role “boss”', 'there is no line “Line 99”'],
    });
    expect(fourth?.verdict).toEqual({
      kind: 'wrong',
      problems: [
        'the user id is missing and none could be made from the name',
        'the roles are missing',
        'the lines are missing',
      ],
    });
  });

  it('keep empty cells and quotes in their place', () => {
    expect(read('a,"A ""the"" B",,all')[0]?.cells).toEqual(['a', 'A "the" B', '', 'all']);
    expect(read('\t\toperator\t')[0]?.cells).toEqual(['', '', 'operator', '']);
  });
});
