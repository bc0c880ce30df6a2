/** Bytes as people read them: as text in which nothing is invisible, and in hex. */

/** A stretch of text; `marked` = it belongs to the row that is looked for. */
export interface Stretch {
  text: string;
  marked: boolean;
}

export interface HexLine {
  /** Bytes from the row's first byte on; negative before it. */
  offset: number;
  hex: Stretch[];
  text: Stretch[];
}

/** Control characters are spelled out (\x00), line ends stay line ends; bytes that are no text of the encoding show as �. */
export function textStretches(bytes: Uint8Array, at: number, length: number, encoding: string): Stretch[] {
  const decode = (from: number, to: number) =>
    visible(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(from, to)));
  return [
    { text: decode(0, at), marked: false },
    { text: decode(at, at + length), marked: true },
    { text: decode(at + length, bytes.length), marked: false },
  ].filter(({ text }) => text !== '');
}

function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replaceAll('\ufeff', '\\ufeff');
}

export function hexLines(bytes: Uint8Array, at: number, length: number, perLine: number): HexLine[] {
  const lines: HexLine[] = [];
  for (let from = 0; from < bytes.length; from += perLine) {
    const to = Math.min(from + perLine, bytes.length);
    const cuts = [from, clamp(at, from, to), clamp(at + length, from, to), to];
    const stretches = (write: (byte: number) => string): Stretch[] =>
      [0, 1, 2]
        .map((i) => ({ text: [...bytes.subarray(cuts[i], cuts[i + 1])].map(write).join(''), marked: i === 1 }))
        .filter(({ text }) => text !== '');
    lines.push({
      offset: from - at,
      hex: stretches((byte) => `${byte.toString(16).padStart(2, '0')} `),
      text: stretches((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')),
    });
  }
  return lines;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
