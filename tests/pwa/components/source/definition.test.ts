import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences, fieldAt, withField } from '../../../../pwa/components/source/definition.ts';

const CAMERA = { id: 'vision', time: { column: 'time', format: 'iso8601' }, metrics: [{ id: 'a', unit: '°C' }] };

describe('a field of a definition', () => {
  it('is found by its place, in lists too', () => {
    expect(fieldAt(CAMERA, 'time.format')).toBe('iso8601');
    expect(fieldAt(CAMERA, 'metrics.0.unit')).toBe('°C');
    expect(fieldAt(CAMERA, 'header.lines')).toBeUndefined();
  });

  it('is put where it was, so that the plant file reads on as before', () => {
    const changed = withField(CAMERA, 'time.format', 'epoch-s');
    expect(changed).toEqual({ ...CAMERA, time: { column: 'time', format: 'epoch-s' } });
    expect(Object.keys(changed)).toEqual(Object.keys(CAMERA));
    expect(withField(CAMERA, 'metrics.0.unit', 'K').metrics).toEqual([{ id: 'a', unit: 'K' }]);
  });

  it('is taken out with what is empty then', () => {
    const withHeader = withField(CAMERA, 'header.lines', 3);
    expect(withHeader).toMatchObject({ header: { lines: 3 } });
    expect(withField(withHeader, 'header.lines', undefined)).toEqual(CAMERA);
  });
});

describe('what changes', () => {
  it('is said field by field', () => {
    const after = withField(withField(CAMERA, 'time.format', 'epoch-s'), 'delimiter', ';');
    expect(differences(CAMERA, after)).toEqual([
      { place: 'time.format', from: '"iso8601"', to: '"epoch-s"' },
      { place: 'delimiter', from: null, to: '";"' },
    ]);
    expect(differences(after, CAMERA)).toContainEqual({ place: 'delimiter', from: '";"', to: null });
  });

  it('is nothing exactly when both say the same', () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(json, (value) => {
        expect(differences(value, structuredClone(value))).toEqual([]);
      }),
    );
    expect(differences({ a: ['1', '2'] }, { a: ['1', '3'] })).toHaveLength(1);
  });
});
