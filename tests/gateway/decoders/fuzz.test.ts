/**
 * Every decoder under bytes that nobody meant: none crashes, none thinks for long, and each row is answered once, in its place.
 * `FUZZ_RUNS` = inputs for each decoder.
 */
import { describe, expect, it } from 'vitest';
import { csvSampleDecoder } from '../../../gateway/decoders/csv-sample-decoder.ts';
import { cycleDecoder } from '../../../gateway/decoders/cycle-decoder.ts';
import type { Decoder } from '../../../gateway/decoders/decoded.ts';
import { modbusDecoder } from '../../../gateway/decoders/modbus-decoder.ts';
import { serialDecoder } from '../../../gateway/decoders/serial-decoder.ts';
import { stateDecoder } from '../../../gateway/decoders/state-decoder.ts';
import { checksumBytes } from '../../../shared/checksum.ts';
import { recordBytes } from '../../../shared/modbus-record.ts';
import type { CsvCycles, CsvSamples, CsvStates, Metric, ModbusSource, SerialSource } from '../../../shared/sources.ts';
import type { Encoding } from '../../../shared/text-encoding.ts';
import { seeded } from '../../fixtures/line-hours.ts';
import { anyBytes, linesOf, markLength, pick, PIECES, swapped, type Random } from './fuzz-inputs.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);
const LIMIT_MS = 100;
const ZONE = 'Europe/Berlin';
type AnyDecoder = Decoder<{ ok: boolean; end: number }>;
interface Dialect {
  decoder: AnyDecoder;
  encoding: Encoding;
  hasHeader: boolean;
}

const metric = (id: string, resolution: number): Metric => ({ id, name: id, unit: '', resolution });
const METRICS = [metric('a', 0.1), metric('b', 1)];

const TEXT_DIALECTS = [
  {},
  { delimiter: ';', decimal: ',' as const },
  { delimiter: '\t', encoding: 'latin1' as const },
  { quotes: true },
  { encoding: 'utf-16le' as const },
  { encoding: 'utf-16be' as const, quotes: true },
  { header: { lines: 2, names: true } },
  { header: { until: '***End', times: 2, names: true }, delimiter: '\t' },
  { delimiter: ' ', header: { lines: 1 } },
];
const TIMES = [
  { column: 'time', format: 'MM/DD/YY HH:mm:ss.SSS' },
  { column: 'time', format: 'iso8601' },
  { column: 'time', format: 'epoch-s' },
  { column: ['time', 'b'], format: 'YYYY-MM-DD HH:mm:ss' },
];
const SINCE = { column: 'time', format: 'seconds', since: { fields: ['Date', 'Time'], format: 'YYYY/MM/DD HH:mm:ss' } };

/** Time that this thread was at work, ms: the machine may be busy with others. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Decodes within the limit. The first attempts may meet code that is not compiled yet: the input is the same. */
function decodedInTime(dialect: AnyDecoder, block: { bytes: Buffer; offset: number }) {
  let slowest = Infinity;
  for (let attempt = 0; attempt < 4; attempt++) {
    const reader = dialect(null);
    const began = workedMs();
    const rows = reader.decode(block, null);
    slowest = workedMs() - began;
    if (slowest < LIMIT_MS) return { rows, opening: reader.opening };
  }
  throw new Error(`${slowest} ms for ${JSON.stringify(block.bytes.toString('latin1').slice(0, 300))}`);
}

const offsetOf = (row: object): number =>
  'offset' in row ? (row.offset as number) : (row as { cycle: { offset: number } }).cycle.offset;

function fuzzText(dialects: readonly Dialect[], seed: number): void {
  const random = seeded(seed);
  const pieces = new Map<Encoding, Buffer[]>();
  for (const encoding of ['utf-8', 'latin1', 'utf-16le', 'utf-16be'] as const) {
    const wide = encoding.startsWith('utf-16') ? 'utf16le' : encoding === 'latin1' ? 'latin1' : 'utf8';
    pieces.set(
      encoding,
      PIECES.map((piece) => swapped(Buffer.from(piece, wide), encoding)),
    );
  }
  for (let run = 0; run < RUNS; run++) {
    const { decoder, encoding, hasHeader } = pick(random, dialects);
    const offset = random() < 0.5 ? 0 : 4_096;
    const bytes = anyBytes(random, pieces.get(encoding)!);
    const { rows, opening } = decodedInTime(decoder, { bytes, offset });
    const start = offset > 0 ? 0 : markLength(bytes, opening.encoding);
    const lines = linesOf(bytes, opening.encoding, start);
    const places = rows.map((row) => [offsetOf(row) - offset, row.end - offset]);
    const known = new Set(lines.map(String));
    const expected = hasHeader ? places.filter((place) => known.has(String(place))) : lines;
    if (places.join(' ') !== expected.join(' ')) expect({ run, places }).toEqual({ run, places: expected });
    for (let i = 1; i < places.length; i++)
      if (places[i]![0]! < places[i - 1]![1]!) expect({ run, places }).toBe('in order');
  }
}

/** `make` = the decoder for a dialect and a time. */
function textDialects(
  make: (dialect: (typeof TEXT_DIALECTS)[number], time: CsvCycles['time'], hasNames: boolean) => AnyDecoder,
): Dialect[] {
  return TEXT_DIALECTS.flatMap((dialect) => {
    const hasHeader = 'header' in dialect;
    const hasNames = hasHeader && 'names' in dialect.header!;
    const times = hasHeader ? [...TIMES, SINCE] : TIMES;
    return times.map((time) => ({
      decoder: make(dialect, time as CsvCycles['time'], hasNames),
      encoding: dialect.encoding ?? 'utf-8',
      hasHeader,
    }));
  });
}

/** A port's records: `count` says how many there are. */
function fuzzRecords(
  decoder: AnyDecoder,
  { seed, input, count }: { seed: number; input: (random: Random) => Buffer; count: (bytes: Buffer) => number },
): void {
  const random = seeded(seed);
  for (let run = 0; run < RUNS; run++) {
    const bytes = input(random);
    const offset = Math.floor(random() * 3);
    const { rows } = decodedInTime(decoder, { bytes, offset });
    const places = rows.map((row) => `${offsetOf(row)}-${row.end}`).join(' ');
    const expected = Array.from({ length: count(bytes) }, (_, i) => `${offset + i}-${offset + i + 1}`).join(' ');
    if (places !== expected) expect({ run, places, bytes }).toEqual({ run, places: expected, bytes });
  }
}

const base = { id: 'x', kind: 'csv' as const, path: 'x' };
const port = { id: 'x', kind: 'serial' as const, path: 'x', meaning: 'samples' as const, metrics: METRICS };
const utf8Pieces = PIECES.map((piece) => Buffer.from(piece));
const countLines = (bytes: Buffer) => linesOf(bytes, 'latin1', 0).length;

describe(`${RUNS} inputs that nobody meant`, { timeout: 60_000 + RUNS }, () => {
  it('leave no row of cycles without an answer', () => {
    const columns = ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'];
    const dialects = textDialects((dialect, time) => {
      const constants = Array.isArray(time.column) ? { b: '00:00:00' } : {};
      const source: CsvCycles = { ...base, ...dialect, meaning: 'cycles', columns, constants, time };
      return cycleDecoder(source, ZONE);
    });
    fuzzText(dialects, 1);
  });

  it('leave no row of samples without an answer', () => {
    const dialects = textDialects((dialect, time, hasNames) => {
      const columns = hasNames ? {} : { columns: ['time', 'a', 'b'] };
      const source: CsvSamples = { ...base, ...dialect, ...columns, meaning: 'samples', metrics: METRICS, time };
      return csvSampleDecoder(source, ZONE);
    });
    fuzzText(dialects, 2);
  });

  it('leave no row of states without an answer', () => {
    const dialects = textDialects((dialect, time, hasNames) => {
      const columns = hasNames ? {} : { columns: ['time', 'a', 'b'] };
      const state = { column: 'a', names: { RUN: 'Execute' as const } };
      const source: CsvStates = { ...base, ...dialect, ...columns, meaning: 'states', state, time };
      return stateDecoder(source, ZONE);
    });
    fuzzText(dialects, 3);
  });

  it('leave no line of a port without an answer', () => {
    const source: SerialSource = { ...port, columns: ['a', 'b'], delimiter: ',' };
    const input = (random: Random) => anyBytes(random, utf8Pieces);
    fuzzRecords(serialDecoder(source), { seed: 4, input, count: countLines });
  });

  it('leave no line by position without an answer', () => {
    const positions = [
      { metric: 'a', from: 0, length: 5 },
      { metric: 'b', from: 2, length: 9 },
    ];
    const input = (random: Random) => anyBytes(random, utf8Pieces);
    fuzzRecords(serialDecoder({ ...port, positions }), { seed: 5, input, count: countLines });
  });

  it('leave no frame without an answer, and garbage has one', () => {
    const fields = [
      { metric: 'a', at: 1, type: 'float32' as const },
      { metric: 'b', at: 5, type: 'int16' as const, order: 'little' as const },
    ];
    const frame = { length: 9, start: '02', checksum: 'crc16-ccitt' as const, fields };
    const good = (random: Random) => {
      const body = Buffer.from([2, ...Array.from({ length: 6 }, () => random() * 256)]);
      return Buffer.concat([body, Buffer.from(checksumBytes('crc16-ccitt', body))]);
    };
    const input = (random: Random) => {
      const frames = Array.from({ length: Math.floor(random() * 9) }, () => good(random));
      const bytes = Buffer.concat(frames);
      if (random() < 0.5 || bytes.length === 0) return bytes;
      return random() < 0.5
        ? bytes.subarray(0, random() * bytes.length)
        : Buffer.from(bytes.with(random() * bytes.length, random() * 256));
    };
    const isGood = (bytes: Buffer) =>
      bytes[0] === 2 && Buffer.from(checksumBytes('crc16-ccitt', bytes.subarray(0, 7))).equals(bytes.subarray(7));
    const count = (bytes: Buffer) => {
      if (bytes.length === 0) return 0;
      if (bytes.length % 9 > 0) return 1;
      const frames = Array.from({ length: bytes.length / 9 }, (_, i) => bytes.subarray(i * 9, i * 9 + 9));
      return frames.every(isGood) ? frames.length : 1;
    };
    fuzzRecords(serialDecoder({ ...port, frame }), { seed: 6, input, count });
  });

  it('leave no poll without an answer', () => {
    const registers: ModbusSource['registers'] = [
      { metric: 'b', table: 'input', address: 1, type: 'float64', wordOrder: 'little' },
      { metric: 'a', table: 'coil', address: 0 },
    ];
    const source: ModbusSource = { ...port, kind: 'modbus', unit: 1, registers };
    const length = recordBytes(registers);
    const input = (random: Random) =>
      Buffer.from(
        Array.from({ length: Math.floor(random() * 8) * length + (random() < 0.2 ? 3 : 0) }, () => random() * 256),
      );
    const count = (bytes: Buffer) => (bytes.length % length > 0 ? 1 : bytes.length / length);
    fuzzRecords(modbusDecoder(source), { seed: 7, input, count });
  });
});
