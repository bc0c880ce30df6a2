import { describe, expect, it } from 'vitest';
import { linesAround } from '../../../gateway/api/raw-lines.ts';
import type { Encoding } from '../../../shared/text-encoding.ts';

const encoded = (text: string, encoding: Encoding): Buffer =>
  encoding === 'utf-16be'
    ? Buffer.from(text, 'utf16le').swap16()
    : Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : 'latin1');

describe('the lines around a row', () => {
  // ଊ is U+0B0A, Ċ is U+010A: their bytes contain that of a line feed.
  it.each(['utf-8', 'latin1', 'utf-16le', 'utf-16be'] as const)('are whole lines in %s', (encoding) => {
    const wide = encoding.startsWith('utf-16');
    const lines = Array.from({ length: 20 }, (_, i) => `line ${i}${wide ? 'ଊĊ' : ''}\r\n`);
    const before = encoded(lines.slice(0, 10).join(''), encoding).length;
    const { bytes, at, length } = linesAround(encoded(lines.join(''), encoding), before, null, encoding);
    expect(bytes).toEqual(encoded(lines.slice(5, 16).join(''), encoding));
    expect(bytes.subarray(at, at + length)).toEqual(encoded(lines[10]!.trimEnd(), encoding));
  });

  it('are cut where the bytes are, when no line end is in sight', () => {
    const bytes = Buffer.from('half a line, a row without end');
    expect(linesAround(bytes, 12, null, 'utf-8')).toEqual({ bytes, at: 12, length: bytes.length - 12 });
  });

  it('mark an empty row as one', () => {
    expect(linesAround(Buffer.from('a\n\nb\n'), 2, null, 'utf-8')).toMatchObject({ at: 2, length: 0 });
  });

  it('are all that there is around a record that is no line', () => {
    const bytes = Buffer.from([1, 10, 3, 4, 10, 6]);
    expect(linesAround(bytes, 2, 2, 'latin1')).toEqual({ bytes, at: 2, length: 2 });
  });
});
