import { describe, expect, it } from 'vitest';
import {
  guessedDelimiter,
  namesOf,
  sampleColumns,
  usesOf,
  withUse,
  type ColumnUse,
} from '../../../../pwa/components/source/columns.ts';
import { emptyDefinition, withField, type Definition } from '../../../../pwa/components/source/definition.ts';
import { sampleText } from '../../../../pwa/components/source/sample-text.ts';
import { plantProblems } from '../../../../shared/plant-problems.ts';

const CAMERA = '1330700,159070,481516,1,10/06/26 15:42:10.123\n1330700,159070,481517,1,10/06/26 15:42:11.023\n';

/** Somebody says of each column of the sample what it is. */
function chosen(definition: Definition, sample: string, uses: readonly ColumnUse[]): Definition {
  return uses.reduce((made, use, i) => {
    if (use === '') return made;
    return withUse(made, namesOf(made, sampleColumns(sample, made)), i, use);
  }, definition);
}

const plantOf = (source: Definition) => ({
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: [
    {
      ...{ id: 'line8', name: 'Line 8', idealRatePerHour: 1, standardRatePerHour: 1 },
      stops: { minSeconds: 1, bins: [1], downFromSeconds: 1 },
      sources: [source],
    },
  ],
});

describe('columns of a sample', () => {
  it('are said one by one, and make a definition that is right', () => {
    const empty = withField(emptyDefinition('csv', 'cycles', 'vision'), 'path', 'PR*.txt');
    const uses: ColumnUse[] = ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'];
    const made = withField(chosen(empty, CAMERA, uses), 'time.format', 'MM/DD/YY HH:mm:ss.SSS');
    expect(plantProblems(plantOf(made))).toEqual([]);
    expect(usesOf(made, namesOf(made, sampleColumns(CAMERA, made)))).toEqual(uses);
  });

  it('can be date and time apart, and some that nothing reads', () => {
    const sample = '06.10.2026;15:42:10;x;20,5\n';
    const empty = withField(emptyDefinition('csv', 'samples', 'oven'), 'delimiter', ';');
    const metrics = [{ id: 'heat', name: 'Heat', unit: '°C', resolution: 0.1 }];
    const made = chosen(withField(empty, 'metrics', metrics), sample, ['date', 'time', '', 'metric:0']);
    expect(made).toMatchObject({ columns: ['date', 'time', 'column-3', 'heat'], time: { column: ['date', 'time'] } });
  });

  it('are each read as one thing: what was it before is read as nothing then', () => {
    const definition = { ...emptyDefinition('csv', 'cycles', 'vision'), columns: ['itemNumber', 'lotNumber', 'time'] };
    const made = withUse(definition, ['itemNumber', 'lotNumber', 'time'], 1, 'itemNumber');
    expect(made.columns).toEqual(['column-1', 'itemNumber', 'time']);
  });

  it('keep the names that somebody gave them, and those of the header', () => {
    const sample = 'X_Value\tTemp (C)\n0.1\t20\n';
    const named: Definition = {
      ...{ kind: 'csv', meaning: 'samples', delimiter: '\t', header: { names: true } },
      ...{ metrics: [{ id: 'heat', name: 'Heat', unit: '', resolution: 1 }], time: { column: 'time', format: '' } },
    };
    const columns = sampleColumns(sample, named);
    expect(columns.names).toEqual(['X_Value', 'Temp (C)']);
    const made = chosen(named, sample, ['time', 'metric:0']);
    expect(made).toMatchObject({ time: { column: 'X_Value' }, metrics: [{ id: 'heat', column: 'Temp (C)' }] });
    expect(made.columns).toBeUndefined();
  });

  it('begin after the header, however that is declared', () => {
    const rows = (header: object) => sampleColumns('a\nEnd\nb\nEnd\n1,2\n', { kind: 'csv', header }).rows;
    expect(rows({ lines: 4 })).toEqual([['1', '2']]);
    expect(rows({ until: 'End', times: 2 })).toEqual([['1', '2']]);
  });
});

describe('the sign between columns', () => {
  it.each([
    ['1,2,3\n4,5,6\n', ','],
    ['title\n1;2,5;3\n4;5,5;6\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['only words\n', undefined],
  ])('is guessed from the rows: %j', (text, expected) => {
    const rows = text.startsWith('title') ? text.slice('title\n'.length) : text;
    expect(guessedDelimiter(rows)).toBe(expected);
  });
});

describe('a sample as text', () => {
  it('is read by its mark or as declared, and only its start', () => {
    const base64 = (bytes: Buffer) => bytes.toString('base64');
    expect(sampleText({ text: 'a' }, undefined)).toBe('a');
    expect(sampleText({ base64: base64(Buffer.from('\uFEFFä\n', 'utf16le')) }, undefined)).toBe('ä\n');
    expect(sampleText({ base64: base64(Buffer.from('ä\n', 'latin1')) }, 'latin1')).toBe('ä\n');
    const long = sampleText({ base64: base64(Buffer.alloc(1_000_000, 'x')) }, undefined);
    expect(long.length).toBeGreaterThan(10_000);
    expect(long.length).toBeLessThan(20_000);
  });
});
