import { describe, expect, it } from 'vitest';
import { hexLines, textStretches } from '../../../pwa/components/source-bytes.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('bytes around a row', () => {
  it('are text with the row marked and nothing invisible', () => {
    expect(textStretches(bytes('a\r\nb\0\x07c\r\nd'), 3, 4, 'utf-8')).toEqual([
      { text: 'a\n', marked: false },
      { text: 'b\\x00\\x07c', marked: true },
      { text: '\nd', marked: false },
    ]);
  });

  it('are read in their encoding', () => {
    const wide = new Uint8Array(Buffer.from('Übung', 'utf16le'));
    expect(textStretches(wide, 0, wide.length, 'utf-16le')).toEqual([{ text: 'Übung', marked: true }]);
    expect(textStretches(new Uint8Array([0xdc]), 0, 1, 'latin1')).toEqual([{ text: 'Ü', marked: true }]);
  });

  it('are hex with the row marked across lines', () => {
    expect(hexLines(bytes('0123456789'), 2, 4, 4)).toEqual([
      {
        offset: -2,
        hex: [
          { text: '30 31 ', marked: false },
          { text: '32 33 ', marked: true },
        ],
        text: [
          { text: '01', marked: false },
          { text: '23', marked: true },
        ],
      },
      {
        offset: 2,
        hex: [
          { text: '34 35 ', marked: true },
          { text: '36 37 ', marked: false },
        ],
        text: [
          { text: '45', marked: true },
          { text: '67', marked: false },
        ],
      },
      { offset: 6, hex: [{ text: '38 39 ', marked: false }], text: [{ text: '89', marked: false }] },
    ]);
  });
});
