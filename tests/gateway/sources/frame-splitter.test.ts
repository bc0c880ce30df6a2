import { describe, expect, it } from 'vitest';
import { checksumBytes } from '../../../shared/checksum.ts';
import { CHECKSUMS, type Frame } from '../../../shared/sources.ts';
import { seededRandom } from '../../../gateway/demo/random.ts';
import { FrameSplitter } from '../../../gateway/sources/frame-splitter.ts';
import type { Piece } from '../../../gateway/sources/splitter.ts';

type Shape = Pick<Frame, 'length' | 'start' | 'checksum'>;

/** A scale: start byte, two bytes of weight, checksum. */
const scale: Shape = { length: 5, start: '02', checksum: 'crc16-modbus' };

function frame(shape: Shape, ...body: number[]): Buffer {
  const bytes = [...Buffer.from(shape.start ?? '', 'hex'), ...body];
  return Buffer.from([...bytes, ...checksumBytes(shape.checksum, Uint8Array.from(bytes))]);
}

const said = (pieces: Piece[]): (string | number)[][] =>
  pieces.map(({ bytes, records, readableBytes }) => [bytes.toString('hex'), records, readableBytes]);

describe('finding frames in bytes', () => {
  const [one, two, three] = [frame(scale, 0, 1), frame(scale, 0, 2), frame(scale, 0, 3)] as const;

  it('hands over the frames of one read as one piece, and keeps what has not ended', () => {
    const splitter = new FrameSplitter(scale);
    const pieces = splitter.push(Buffer.concat([one, two, three.subarray(0, 3)]));
    expect(said(pieces)).toEqual([[Buffer.concat([one, two]).toString('hex'), 2, 10]]);
    expect(splitter.restBytes).toBe(3);
    expect(said(splitter.push(three.subarray(3)))).toEqual([[three.toString('hex'), 1, 5]]);
  });

  it('finds the very next frame after garbage, and shows the garbage as one record', () => {
    const splitter = new FrameSplitter(scale);
    const noise = Buffer.from('ff020100', 'hex');
    expect(said(splitter.push(Buffer.concat([one, noise, two, three])))).toEqual([
      [one.toString('hex'), 1, 5],
      ['ff020100', 1, 0],
      [Buffer.concat([two, three]).toString('hex'), 2, 10],
    ]);
    expect(splitter.problems).toEqual(['Bytes that are no frame of 5 bytes: 4']);
  });

  it('loses only the frame that was damaged', () => {
    const damaged = Buffer.from(two);
    damaged[2]! ^= 0x10;
    const lostByte = Buffer.concat([two.subarray(0, 2), two.subarray(3)]);
    for (const bad of [damaged, lostByte]) {
      const pieces = new FrameSplitter(scale).push(Buffer.concat([one, bad, three]));
      expect(said(pieces)).toEqual([
        [one.toString('hex'), 1, 5],
        [bad.toString('hex'), 1, 0],
        [three.toString('hex'), 1, 5],
      ]);
    }
  });

  it('finds frames by their checksum alone when they have no start bytes', () => {
    const shape: Shape = { length: 4, checksum: 'crc16-ccitt' };
    const pieces = new FrameSplitter(shape).push(
      Buffer.concat([Buffer.from([7]), frame(shape, 1, 2), frame(shape, 3, 4)]),
    );
    expect(pieces.map(({ records, readableBytes }) => [records, readableBytes])).toEqual([
      [1, 0],
      [2, 8],
    ]);
  });

  it('makes one record of garbage that does not end, for every 64 kB of it, whatever the size of the reads', () => {
    const splitter = new FrameSplitter(scale);
    const pieces: Piece[] = [];
    for (let i = 0; i < 200_000; i++) pieces.push(...splitter.push(Buffer.from([0x55])));
    expect(pieces.map(({ bytes }) => bytes.length)).toEqual([65_536, 65_536, 65_536]);
    expect(splitter.restBytes).toBe(200_000 - 3 * 65_536);
    expect(splitter.unreadableRestBytes).toBeGreaterThan(3000);
  });

  it('hands over half a frame as garbage when the device goes away', () => {
    const splitter = new FrameSplitter(scale);
    expect(splitter.push(one.subarray(0, 4))).toEqual([]);
    expect(said(splitter.end())).toEqual([[one.subarray(0, 4).toString('hex'), 1, 0]]);
    expect(said(splitter.push(two))).toEqual([[two.toString('hex'), 1, 5]]);
    expect(splitter.end()).toEqual([]);
  });
});

/** Every record that the bytes hold, found by looking at each offset of the whole. */
function reference(shape: Shape, all: Buffer): string[] {
  const start = Buffer.from(shape.start ?? '', 'hex');
  const body = shape.length - checksumBytes(shape.checksum, Uint8Array.of()).length;
  const fits = (at: number): boolean => {
    const bytes = all.subarray(at, at + shape.length);
    if (bytes.length < shape.length || !bytes.subarray(0, start.length).equals(start)) return false;
    return Buffer.from(checksumBytes(shape.checksum, bytes.subarray(0, body))).equals(bytes.subarray(body));
  };
  const records: string[] = [];
  let garbage = 0;
  for (let at = 0; at <= all.length;) {
    const isFrame = fits(at);
    if ((isFrame || at === all.length || garbage === 65_536) && garbage > 0) {
      records.push(`garbage ${all.toString('hex', at - garbage, at)}`);
      garbage = 0;
    }
    if (isFrame) records.push(`frame ${all.toString('hex', at, at + shape.length)}`);
    else garbage++;
    at += isFrame ? shape.length : 1;
  }
  return records;
}

function recordsOf(shape: Shape, pieces: Piece[]): string[] {
  return pieces.flatMap(({ bytes, records, readableBytes }) =>
    readableBytes === 0
      ? [`garbage ${bytes.toString('hex')}`]
      : Array.from(
          { length: records },
          (_, i) => `frame ${bytes.toString('hex', i * shape.length, (i + 1) * shape.length)}`,
        ),
  );
}

function chance(seed: number): (below: number) => number {
  const random = seededRandom('frames', seed);
  return (below) => Math.floor(random() * below);
}

describe('any bytes, however they are split', () => {
  const runs = Number(process.env.FUZZ_RUNS ?? 10_000);

  it(
    `end in exactly one frame or stretch of garbage, the same for every split, in time (${runs} inputs)`,
    () => {
      // Of the processor: on a busy machine the clock tells something else.
      let slowestMs = 0;
      for (let seed = 1; seed <= runs; seed++) {
        const below = chance(seed);
        const checksum = CHECKSUMS[below(CHECKSUMS.length)]!;
        const start = ['', '02', 'aa55', '0202', '000000'][below(5)]!;
        const length = Math.max(start.length / 2 + 3, 1 + below(seed % 500 === 0 ? 256 : 24));
        const shape: Shape = { length, checksum, ...(start && { start }) };
        const parts: Buffer[] = [];
        for (let left = below(12); left > 0; left--) {
          // Few different bytes, so that starts and checksums fit by chance; half frames and damaged ones among them.
          const noise = Buffer.from(
            Array.from({ length: below(2 * length) }, () => [0, 2, 0xaa, 0x55, below(256)][below(5)]!),
          );
          const body = Array.from(
            { length: length - start.length / 2 - checksumBytes(checksum, Uint8Array.of()).length },
            () => below(256),
          );
          const whole = frame(shape, ...body);
          parts.push([noise, whole, whole.subarray(below(length)), whole.subarray(0, below(length))][below(4)]!);
        }
        const all = Buffer.concat(parts);
        const expected = reference(shape, all);
        for (const largest of [all.length, 1, 1 + below(2 * length)]) {
          const splitter = new FrameSplitter(shape);
          const pieces: Piece[] = [];
          const before = process.cpuUsage();
          for (let at = 0; at < all.length;) {
            const size = Math.min(1 + below(largest), splitter.readBytes);
            pieces.push(...splitter.push(all.subarray(at, at + size)));
            if (splitter.restBytes - splitter.unreadableRestBytes >= length)
              expect.fail(`seed ${seed}: holds too much`);
            at += size;
          }
          pieces.push(...splitter.end());
          slowestMs = Math.max(slowestMs, process.cpuUsage(before).user / 1000);
          const found = recordsOf(shape, pieces);
          if (found.join('\n') !== expected.join('\n')) expect(found, `seed ${seed}`).toEqual(expected);
        }
      }
      expect(slowestMs).toBeLessThan(100);
    },
    Math.max(60_000, runs * 5),
  );

  it('take less than 100 ms for the largest read, even of the longest frames without start bytes', () => {
    for (const checksum of CHECKSUMS) {
      const splitter = new FrameSplitter({ length: 1024, checksum });
      const below = chance(5);
      const read = Buffer.from(Array.from({ length: splitter.readBytes }, () => below(256)));
      splitter.push(read);
      const before = process.cpuUsage();
      splitter.push(read);
      expect(process.cpuUsage(before).user / 1000, checksum).toBeLessThan(100);
    }
  });
});
