/** Readings as columns of a chunk and back. */
import { packColumns, unpackColumns, type Packing } from './columns.ts';

/** Time, position, value in units of the metric's resolution. */
const PACKINGS: Packing[] = ['step', 'step', 'delta'];

export interface SampleColumns {
  at: readonly number[];
  offset: readonly number[];
  scaled: readonly number[];
}

export function packSamples({ at, offset, scaled }: SampleColumns): Uint8Array {
  return packColumns([at, offset, scaled].map((values, i) => ({ packing: PACKINGS[i]!, values })));
}

/** Throws a RangeError when the bytes end early. */
export function unpackSamples(bytes: Uint8Array, rows: number): SampleColumns {
  const [at, offset, scaled] = unpackColumns(bytes, PACKINGS, rows);
  return { at: at!, offset: offset!, scaled: scaled! };
}
