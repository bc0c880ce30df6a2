/** Checksums of frames: over all bytes before it, at the frame's end. One place, because who frames bytes and who reads them must agree. */
import type { Checksum } from './sources.ts';

/** How many bytes a checksum takes at the end of a frame. */
export const CHECKSUM_BYTES: Readonly<Record<Checksum, 0 | 1 | 2>> = {
  none: 0,
  sum8: 1,
  xor8: 1,
  'crc16-modbus': 2,
  'crc16-ccitt': 2,
};

/** Of the bytes, without the one or two that hold it; null when there is none. */
export function checksum(kind: Checksum, bytes: Uint8Array): number | null {
  switch (kind) {
    case 'none':
      return null;
    case 'sum8':
      return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
    case 'xor8':
      return bytes.reduce((sum, byte) => sum ^ byte, 0);
    case 'crc16-modbus':
      return crc16Modbus(bytes);
    case 'crc16-ccitt':
      return crc16Ccitt(bytes);
  }
}

/** As it stands at the end of a frame: crc16-modbus low byte first, crc16-ccitt high byte first; empty when there is none. */
export function checksumBytes(kind: Checksum, bytes: Uint8Array): number[] {
  const sum = checksum(kind, bytes);
  if (sum === null) return [];
  if (CHECKSUM_BYTES[kind] === 1) return [sum];
  const [high, low] = [sum >>> 8, sum & 0xff];
  return kind === 'crc16-modbus' ? [low, high] : [high, low];
}

/** Whether a whole frame ends with the checksum of what is before it. One too short to hold a checksum does not. */
export function checksumHolds(kind: Checksum, frame: Uint8Array): boolean {
  const body = frame.length - CHECKSUM_BYTES[kind];
  return body >= 0 && checksumBytes(kind, frame.subarray(0, body)).every((byte, i) => frame[body + i] === byte);
}

/** What each byte adds, worked out once: garbage is looked through for frames at every byte. */
const MODBUS_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  return crc;
});
const CCITT_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1;
  return crc;
});

/** Polynomial 8005 reflected, begins with FFFF. */
function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ MODBUS_TABLE[(crc ^ bytes[i]!) & 0xff]!;
  return crc;
}

/** Polynomial 1021, begins with FFFF: the variant that data sheets call CCITT-FALSE. */
function crc16Ccitt(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (let i = 0; i < bytes.length; i++) crc = ((crc << 8) & 0xff00) ^ CCITT_TABLE[(crc >>> 8) ^ bytes[i]!]!;
  return crc;
}
