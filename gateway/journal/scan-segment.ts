import { decodeRecord, type SequencedRecord } from './record.ts';

/** A readable record or a stretch of bytes that holds none; together they cover the segment. */
export interface Stretch {
  from: number;
  to: number;
  found: SequencedRecord | null;
}

/** Walks through the bytes of a segment. After damage it looks byte by byte for the next record that fits in all respects. */
export function* scanSegment(segment: Buffer, firstSequence: number): Generator<Stretch> {
  let at = 0;
  let expected = firstSequence;
  while (at < segment.length) {
    let from = at;
    let hit = decodeRecord(segment, from, expected);
    while (!hit && ++from < segment.length) hit = decodeRecord(segment, from, expected);
    if (from > at) yield { from: at, to: from, found: null };
    if (!hit) return;
    yield { from, to: hit.end, found: { sequence: hit.sequence, record: hit.record } };
    at = hit.end;
    expected = hit.sequence + 1;
  }
}
