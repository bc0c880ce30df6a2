/** Polls of a Modbus device: the words of all its registers, as `shared/modbus-record.ts` lays them down. */
import { recordBytes, registerWords } from '../../shared/modbus-record.ts';
import type { ModbusSource, Register } from '../../shared/sources.ts';
import type { DecodedSamples, Decoder } from './decoded.ts';
import { numberAt, scaled } from './numbers-in-bytes.ts';
import { valuesOfNumbers } from './readings.ts';
import { recordDecoder } from './records.ts';

export function modbusDecoder({ metrics, registers }: ModbusSource): Decoder<DecodedSamples> {
  const readings = metrics.map(({ id, resolution }) => ({ name: id, resolution }));
  const places = metrics.map(({ id }) => {
    const i = registers.findIndex(({ metric }) => metric === id);
    return { register: registers[i]!, at: recordBytes(registers.slice(0, i)) };
  });
  return recordDecoder({
    length: recordBytes(registers),
    isWhole: () => true,
    values: (record) =>
      valuesOfNumbers(
        places.map(({ register, at }) => scaled(registerNumber(record, at, register), register)),
        readings,
      ),
  });
}

/** Every word has its high byte first; which of several words comes first is the device's choice. */
function registerNumber(record: DataView, at: number, register: Register): number {
  const words = registerWords(register);
  if (words === 1) return numberAt(record, at, { type: register.type === 'int16' ? 'int16' : 'uint16', order: 'big' });
  const type = register.type!;
  if (register.wordOrder !== 'little') return numberAt(record, at, { type, order: 'big' });
  const turned = new DataView(new ArrayBuffer(words * 2));
  for (let word = 0; word < words; word++) turned.setUint16(word * 2, record.getUint16(at + (words - 1 - word) * 2));
  return numberAt(turned, 0, { type, order: 'big' });
}
