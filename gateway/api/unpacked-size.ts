/**
 * How large a ZIP archive (a workbook is one) is when unpacked, by unpacking it for the count alone: what an archive says of
 * itself may be a lie, and a few kilobytes can hold gigabytes.
 */
import { inflateRawSync } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** Bytes. REQUEST_INVALID when there are more bytes or files than allowed, or it is no archive that a spreadsheet writes. */
export function unpackedSize(archive: Buffer, most: { bytes: number; files: number }): number {
  let size = 0;
  const entries = entriesOf(archive, most.files);
  for (const { method, from, to } of entries) {
    const packed = archive.subarray(from, to);
    const left = most.bytes - size;
    if (method === STORED) size += packed.length;
    else if (method === DEFLATED) size += inflatedSize(packed, left);
    else throw broken();
    if (size > most.bytes) throw tooLarge();
  }
  return size;
}

interface Entry {
  method: number;
  /** Of the packed bytes. */
  from: number;
  to: number;
}

function entriesOf(archive: Buffer, most: number): Entry[] {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0 || end + 22 > archive.length || archive.readUInt32LE(end) !== DIRECTORY_END) throw broken();
  const count = archive.readUInt16LE(end + 10);
  if (count > most) throw tooLarge();
  let at = archive.readUInt32LE(end + 16);
  // Nothing may stand where one reader looks and another does not.
  if (at + archive.readUInt32LE(end + 12) !== end) throw broken();
  const entries: Entry[] = [];
  while (at < end) {
    if (entries.length === count || at + 46 > end || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken();
    const local = archive.readUInt32LE(at + 42);
    if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL_ENTRY) throw broken();
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const to = from + archive.readUInt32LE(at + 20);
    if (to > archive.length) throw broken();
    entries.push({ method: archive.readUInt16LE(at + 10), from, to });
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function inflatedSize(packed: Buffer, most: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }).length;
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken(cause);
  }
}

function tooLarge(): AppError {
  return new AppError(
    'REQUEST_INVALID',
    'The workbook is too large inside. Take what else is in it out, or save as CSV.',
  );
}

function broken(cause?: unknown): AppError {
  return new AppError('REQUEST_INVALID', 'The workbook cannot be read. Save it anew as .xlsx, or as CSV.', { cause });
}
