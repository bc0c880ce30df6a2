import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, rangeOf, readJson } from '../../../pwa/components/source-json.ts';

const TEXT = '{\n  "id": "vision",\n  "time": { "column": ["date", "time"] }\n}';

describe('a definition that is being written', () => {
  it('is read with the place of each field', () => {
    const read = readJson(TEXT);
    if (!read.ok) throw new Error('no JSON');
    const at = (path: string) => {
      const range = rangeOf(read.ranges, path)!;
      return TEXT.slice(range.from, range.to);
    };
    expect(at('id')).toBe('"vision"');
    expect(at('time.column.1')).toBe('"time"');
    expect(at('time.format')).toBe('{ "column": ["date", "time"] }');
    expect(at('colour')).toBe(TEXT);
    expect(lineOf(TEXT, rangeOf(read.ranges, 'time.column')!.from)).toBe(3);
  });

  it.each([
    ['{ "id": }', 8],
    ['{ "id" "x" }', 7],
    ['[1, 2', 5],
    ['{} x', 3],
    ['', 0],
    ['{ "a": 01 }', 8],
    ['"\n"', 0],
  ])('%j is no JSON, and the place is where one would look', (text, at) => {
    expect(readJson(text)).toEqual({ ok: false, at });
  });

  it('is JSON exactly when the browser says so', () => {
    const texts = fc.oneof(fc.json(), fc.stringMatching(/^[[\]{}",:0-9a-ftrulse \n\\.-]{0,20}$/));
    fc.assert(
      fc.property(texts, (text) => {
        let value: unknown;
        let isJson = true;
        try {
          value = JSON.parse(text);
        } catch {
          isJson = false;
        }
        const read = readJson(text);
        expect(read.ok).toBe(isJson);
        if (read.ok) expect(read.value).toEqual(value);
      }),
    );
  });
});
