/**
 * The answer to "show me this series": raw rows or cells of a tier, as columns. On the wire a small JSON head and packed
 * columns (`columns.ts`), which a browser reads without inflating anything.
 */
import { packColumns, unpackColumns, type Packing } from './columns.ts';
import type { RollupTier } from './tiers.ts';

/** Rows as they were observed; `value` × resolution is the reading. Two rows may have the same time. */
export interface RawColumns {
  at: readonly number[];
  value: readonly number[];
}

/** One entry a bucket that has rows; `min`, `max`, `sum`, `last` and percentiles in units of the resolution. */
export interface CellColumns {
  /** Start of the bucket. */
  at: readonly number[];
  count: readonly number[];
  min: readonly number[];
  max: readonly number[];
  sum: readonly number[];
  last: readonly number[];
  lastAt: readonly number[];
  /** Of cycle times in tiers of an hour and more: within 1 % of the true percentile. */
  p50?: readonly number[];
  p95?: readonly number[];
  p99?: readonly number[];
}

export interface SeriesFrame {
  /** `line8/sealing-temperature` */
  metric: string;
  /** 0 = raw rows. */
  stepMs: number;
  /** As asked; the first bucket may begin before. */
  from: number;
  to: number;
  resolution: number;
  unit: string;
  points: number;
  /** Before this time nothing is open: what is shown there changes only by late data. At most `to`. */
  settledTo: number;
  /** Half-open stretches of `[from, to)` of which nothing is known. */
  gaps: readonly (readonly [from: number, to: number])[];
}

export type SeriesReply = SeriesFrame &
  ({ tier: 'raw'; columns: RawColumns } | { tier: RollupTier; columns: CellColumns });

type ColumnName = keyof RawColumns | keyof CellColumns;
type Head = SeriesFrame & { tier: SeriesReply['tier']; columns: ColumnName[] };

const PACKINGS: Record<ColumnName, Packing> = {
  at: 'step',
  value: 'delta',
  count: 'delta',
  min: 'delta',
  max: 'delta',
  sum: 'delta',
  last: 'delta',
  lastAt: 'step',
  p50: 'delta',
  p95: 'delta',
  p99: 'delta',
};

/** Length of the head (32 bits, little-endian), the head, the columns one after the other. */
export function encodeReply(reply: SeriesReply): Uint8Array {
  const named = Object.entries(reply.columns) as [ColumnName, readonly number[]][];
  const head = asciiJson({ ...reply, columns: named.map(([name]) => name) } satisfies Head);
  const packed = packColumns(named.map(([name, values]) => ({ packing: PACKINGS[name], values })));
  const bytes = new Uint8Array(4 + head.length + packed.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  for (let i = 0; i < head.length; i++) bytes[4 + i] = head.charCodeAt(i);
  bytes.set(packed, 4 + head.length);
  return bytes;
}

/** The reply again; throws a RangeError when the bytes end early, a SyntaxError when they are something else. */
export function decodeReply(bytes: Uint8Array): SeriesReply {
  if (bytes.length < 4) throw new RangeError('the answer ends early');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (bytes.length < 4 + length) throw new RangeError('the answer ends early');
  let text = '';
  for (let i = 4; i < 4 + length; i++) text += String.fromCharCode(bytes[i]!);
  const { columns: names, ...frame } = JSON.parse(text) as Head;
  const packings = names.map((name) => PACKINGS[name]);
  const values = unpackColumns(bytes.subarray(4 + length), packings, frame.points);
  const columns = Object.fromEntries(names.map((name, i) => [name, values[i]]));
  return { ...frame, columns } as unknown as SeriesReply;
}

/** JSON of ASCII only (`°` as `\u00b0`): one byte a character, so no text decoder is needed on either side. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
