import type { NumberType } from '../../shared/sources.ts';

/** A number as a device lays it into bytes. `at` = its first byte; throws RangeError when it lies beyond the view. */
export function numberAt(
  view: DataView,
  at: number,
  { type, order }: { type: NumberType; order: 'big' | 'little' },
): number {
  const isLittle = order === 'little';
  switch (type) {
    case 'int8':
      return view.getInt8(at);
    case 'uint8':
      return view.getUint8(at);
    case 'int16':
      return view.getInt16(at, isLittle);
    case 'uint16':
      return view.getUint16(at, isLittle);
    case 'int32':
      return view.getInt32(at, isLittle);
    case 'uint32':
      return view.getUint32(at, isLittle);
    case 'float32':
      return view.getFloat32(at, isLittle);
    case 'float64':
      return view.getFloat64(at, isLittle);
  }
}

/** Value = number × scale + offset. */
export function scaled(number: number, { scale = 1, offset = 0 }: { scale?: number; offset?: number }): number {
  return number * scale + offset;
}
