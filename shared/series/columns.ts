/**
 * Packs columns of integers into few bytes: differences (of differences) as varints. Deflated afterwards by the
 * gateway, machine cycles take about 1.4 bytes a row. Exact for integers up to 2^53.
 */

/** `delta`: for values near the one before; `step`: for values whose step is nearly constant (times, offsets). */
export type Packing = 'plain' | 'delta' | 'step';

export interface Column {
  packing: Packing;
  values: readonly number[];
}

/** All columns have the same length; it is not stored. */
export function packColumns(columns: readonly Column[]): Uint8Array {
  const out = new ByteSink();
  for (const { packing, values } of columns) {
    let previous = 0;
    let step = 0;
    for (const value of values) {
      if (packing === 'plain') {
        out.varint(value);
        continue;
      }
      const delta = value - previous;
      out.varint(packing === 'delta' ? delta : delta - step);
      previous = value;
      step = delta;
    }
  }
  return out.bytes();
}

/** The columns again; throws a RangeError when the bytes end early. */
export function unpackColumns(bytes: Uint8Array, packings: readonly Packing[], length: number): number[][] {
  const source = { bytes, at: 0 };
  return packings.map((packing) => {
    const values = new Array<number>(length);
    let previous = 0;
    let step = 0;
    for (let i = 0; i < length; i++) {
      const read = readVarint(source);
      if (packing === 'plain') {
        values[i] = read;
        continue;
      }
      step = packing === 'delta' ? read : step + read;
      previous += step;
      values[i] = previous;
    }
    return values;
  });
}

class ByteSink {
  #buffer = new Uint8Array(4096);
  #length = 0;

  varint(value: number): void {
    if (this.#length + 10 > this.#buffer.length) {
      const larger = new Uint8Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    // The first byte holds 6 bits and the sign, the others 7 bits: zigzag would lose the last bit beyond 2^52.
    const magnitude = Math.abs(value);
    let rest = shifted(magnitude, 6);
    this.#buffer[this.#length++] = (magnitude % 0x40) | (value < 0 ? 0x40 : 0) | (rest > 0 ? 0x80 : 0);
    while (rest > 0) {
      const next = shifted(rest, 7);
      this.#buffer[this.#length++] = (rest % 0x80) | (next > 0 ? 0x80 : 0);
      rest = next;
    }
  }

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }
}

function readVarint(source: { bytes: Uint8Array; at: number }): number {
  const first = nextByte(source);
  let value = first & 0x3f;
  let byte = first;
  for (let scale = 0x40; byte >= 0x80; scale *= 0x80) {
    byte = nextByte(source);
    value += (byte & 0x7f) * scale;
  }
  return first & 0x40 ? -value : value;
}

function nextByte(source: { bytes: Uint8Array; at: number }): number {
  const byte = source.bytes[source.at++];
  if (byte === undefined) throw new RangeError('packed columns end early');
  return byte;
}

/** Shift to the right beyond 32 bits. */
function shifted(value: number, bits: number): number {
  return value < 0x7fff_ffff ? value >>> bits : Math.floor(value / 2 ** bits);
}
