/** Rows as people are shown them: what stands there, and what it is read as, field by field. By the decoders that count. */
import { wallTime } from '../../shared/calendar/zone.ts';
import type { FileOpening } from '../../shared/documents/chunk.ts';
import { recordBytes } from '../../shared/modbus-record.ts';
import type { Metric, SourceDefinition } from '../../shared/sources.ts';
import type { TriedRow } from '../../shared/sync/sources.ts';
import type { Encoding } from '../../shared/text-encoding.ts';
import { cycleDecoder } from '../decoders/cycle-decoder.ts';
import type { DecodedCycle, DecodedSamples, DecodedState, Decoder } from '../decoders/decoded.ts';
import { sampleDecoder } from '../decoders/sample-decoder.ts';
import { stateDecoder } from '../decoders/state-decoder.ts';
import { isBlank, lineAt, lineText } from '../decoders/text-lines.ts';
import { FrameSplitter } from '../sources/frame-splitter.ts';

type Decoded = DecodedCycle | DecodedSamples | DecodedState;

/** A row with the observed time that counts for it; null = it has none of its own, or could not be read. */
export type ShownRow = TriedRow & { at: number | null };

const SHOWN_CHARACTERS = 2_000;
/** In what a port says nothing tells the encoding. */
const PORT_ENCODING = 'latin1';

/**
 * Reads bytes of a source in order. `opening` = what the start of their file said; null = they are that start.
 * Throws AppError PLANT_FILE_INVALID when the definition makes no sense.
 */
export function shownRows(
  source: SourceDefinition,
  zone: string,
  { bytes, offset, opening }: { bytes: Buffer; offset: number; opening: FileOpening | null },
): { rows: ShownRow[]; opening: FileOpening } {
  const reader = decoderOf(source, zone)(opening);
  const show = (row: Decoded, raw: string): ShownRow => ({
    ...shown(row, source, zone),
    raw: raw.slice(0, SHOWN_CHARACTERS),
  });
  if (source.kind === 'csv') {
    const decoded = reader.decode({ bytes, offset }, null);
    const { encoding } = reader.opening;
    const raw = (row: Decoded) => textAt(bytes, offsetOf(row) - offset, row.end - offset, encoding);
    return { rows: decoded.map((row) => show(row, raw(row))), opening: reader.opening };
  }
  const rows: ShownRow[] = [];
  for (const record of recordsOf(source, bytes)) {
    const decoded = reader.decode({ bytes: record, offset: offset + rows.length }, null);
    const raw = isText(source) ? textAt(record, 0, record.length, PORT_ENCODING) : hex(record);
    rows.push(...decoded.map((row) => show(row, raw)));
  }
  return { rows, opening: reader.opening };
}

/** Of lines of text, not of frames or polls. */
export function isText(source: SourceDefinition): boolean {
  return source.kind === 'csv' || (source.kind === 'serial' && !source.frame);
}

function decoderOf(source: SourceDefinition, zone: string): Decoder<Decoded> {
  switch (source.meaning) {
    case 'cycles':
      return cycleDecoder(source, zone);
    case 'samples':
      return sampleDecoder(source, zone);
    case 'states':
      return stateDecoder(source, zone);
  }
}

function shown(row: Decoded, source: SourceDefinition, zone: string): Omit<ShownRow, 'raw'> {
  const offset = offsetOf(row);
  if (!row.ok) return { offset, decoded: null, reason: row.reason, at: null };
  if ('cycle' in row) {
    const { at, item, lot, serial, present } = row.cycle;
    const decoded = {
      time: timeText(at, zone),
      itemNumber: item,
      lotNumber: lot,
      serialNumber: serial,
      partPresent: present ? '1' : '0',
    };
    return { offset, decoded, reason: null, at };
  }
  const time = row.at === null ? {} : { time: timeText(row.at, zone) };
  if ('state' in row) return { offset, decoded: { ...time, state: row.state }, reason: null, at: row.at };
  const metrics = source.meaning === 'samples' ? source.metrics : [];
  const readings = metrics.map((metric, i) => [metric.id, readingText(row.values[i] ?? null, metric)] as const);
  return { offset, decoded: { ...time, ...Object.fromEntries(readings) }, reason: null, at: row.at };
}

function offsetOf(row: Decoded): number {
  return row.ok && 'cycle' in row ? row.cycle.offset : row.offset;
}

/** `2026-10-06 15:42:10.123` on the plant's clocks. */
function timeText(at: number, zone: string): string {
  const { year, month, day, hour, minute, second, ms } = wallTime(zone, at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}.${String(ms).padStart(3, '0')}`;
}

function readingText(steps: number | null, { resolution, unit }: Metric): string {
  if (steps === null) return '–';
  // The sum of a binary fraction and its like is not what people write: 1824 × 0.1.
  const value = Number((steps * resolution).toPrecision(12));
  return unit === '' ? String(value) : `${value} ${unit}`;
}

function* recordsOf(source: Exclude<SourceDefinition, { kind: 'csv' }>, bytes: Buffer): Generator<Buffer> {
  if (source.kind === 'modbus') {
    yield* cut(bytes, recordBytes(source.registers));
  } else if (source.frame) {
    const splitter = new FrameSplitter(source.frame);
    for (const piece of [...splitter.push(bytes), ...splitter.end()]) {
      if (piece.readableBytes > 0) yield* cut(piece.bytes, source.frame.length);
      else yield piece.bytes;
    }
  } else {
    for (let at = 0; at < bytes.length;) {
      const line = lineAt(bytes, at, PORT_ENCODING);
      if (!isBlank(bytes, line, PORT_ENCODING)) yield bytes.subarray(line.from, line.next);
      at = line.next;
    }
  }
}

function* cut(bytes: Buffer, length: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** Without its line end. */
function textAt(bytes: Buffer, from: number, to: number, encoding: Encoding): string {
  const row = bytes.subarray(from, to);
  return lineText(row, lineAt(row, 0, encoding), encoding);
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex', 0, SHOWN_CHARACTERS / 2).replace(/..(?=.)/g, '$& ');
}
