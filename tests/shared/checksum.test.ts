import { describe, expect, it } from 'vitest';
import { checksum, checksumBytes, checksumHolds } from '../../shared/checksum.ts';
import { CHECKSUMS } from '../../shared/sources.ts';

const CHECK = Buffer.from('123456789');

describe('a checksum', () => {
  it('has the check value of its catalogue', () => {
    expect(checksum('sum8', CHECK)).toBe(0xdd);
    expect(checksum('xor8', CHECK)).toBe(0x31);
    expect(checksum('crc16-modbus', CHECK)).toBe(0x4b37);
    expect(checksum('crc16-ccitt', CHECK)).toBe(0x29b1);
    expect(checksum('none', CHECK)).toBeNull();
  });

  it('stands at the end of a frame: Modbus low byte first, CCITT high byte first', () => {
    expect(checksumBytes('crc16-modbus', CHECK)).toEqual([0x37, 0x4b]);
    expect(checksumBytes('crc16-ccitt', CHECK)).toEqual([0x29, 0xb1]);
  });

  it('holds for the frame that it ends, and for none with a changed byte', () => {
    for (const kind of CHECKSUMS) {
      const frame = Buffer.concat([CHECK, Buffer.from(checksumBytes(kind, CHECK))]);
      expect(checksumHolds(kind, frame)).toBe(true);
      for (let at = 0; at < frame.length && kind !== 'none'; at++)
        expect(checksumHolds(kind, frame.with(at, frame[at]! ^ 0x10))).toBe(false);
    }
  });

  it('does not hold for a frame too short to have one', () => {
    expect(checksumHolds('crc16-modbus', Buffer.from([1]))).toBe(false);
    expect(checksumHolds('sum8', Buffer.alloc(0))).toBe(false);
  });
});
