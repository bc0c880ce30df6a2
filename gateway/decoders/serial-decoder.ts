/** What a device says over a serial port: lines of fields, lines by position, or frames of bytes. Its rows have no time of their own. */
import { checksumHolds } from '../../shared/checksum.ts';
import type { Frame, SerialSource } from '../../shared/sources.ts';
import { csvDecoder } from './csv-reader.ts';
import { rejected, type DecodedSamples, type Decoder } from './decoded.ts';
import { numberAt, scaled } from './numbers-in-bytes.ts';
import { valuesOfNumbers, valuesOfTexts } from './readings.ts';
import { PORT_OPENING, recordDecoder } from './records.ts';
import { sampleMeaning, type SampleRow } from './sample-rows.ts';
import { isBlank, lineAt, lineText } from './text-lines.ts';

/** A port has no beginning at which a byte order mark could stand. */
const NOT_A_FILE = 1;

export function serialDecoder(source: SerialSource): Decoder<DecodedSamples> {
  const { frame, positions, columns } = source;
  if (frame) return frameDecoder(source, frame);
  if (positions) return positionDecoder(source, positions);
  return columnDecoder(source, columns ?? []);
}

function columnDecoder(source: SerialSource, columns: string[]): Decoder<DecodedSamples> {
  const { metrics, delimiter = ';', decimal = '.', quotes = false } = source;
  const dialect = { columns, delimiter, quotes, encoding: 'latin1' as const };
  const decoder = csvDecoder<SampleRow>(dialect, sampleMeaning({ metrics, decimal, time: null }));
  return () => {
    const reader = decoder(PORT_OPENING);
    return {
      opening: PORT_OPENING,
      // A port's position counts records, not bytes.
      decode: ({ bytes, offset }, previous) =>
        reader
          .decode({ bytes, offset: NOT_A_FILE }, previous)
          .map((row, i) => ({ ...row, offset: offset + i, end: offset + i + 1 })),
    };
  };
}

function positionDecoder(
  { metrics, decimal = '.' }: SerialSource,
  positions: NonNullable<SerialSource['positions']>,
): Decoder<DecodedSamples> {
  const readings = metrics.map(({ id, resolution }) => ({ name: id, resolution }));
  const places = metrics.map(({ id }) => positions.find(({ metric }) => metric === id)!);
  const least = Math.max(...places.map(({ from, length }) => from + length));
  const decodeLine = (text: string, place: { offset: number; end: number }): DecodedSamples => {
    if (text.length < least) return rejected(place, text, `expected ${least} characters, got ${text.length}`);
    const cells = places.map(({ from, length }) => text.slice(from, from + length));
    const values = valuesOfTexts(cells, readings, decimal);
    return typeof values === 'string' ? rejected(place, text, values) : { ok: true, ...place, at: null, values };
  };
  return () => ({
    opening: PORT_OPENING,
    decode: ({ bytes, offset }) => {
      const rows: DecodedSamples[] = [];
      for (let at = 0; at < bytes.length;) {
        const line = lineAt(bytes, at, PORT_OPENING.encoding);
        at = line.next;
        if (isBlank(bytes, line, PORT_OPENING.encoding)) continue;
        const position = offset + rows.length;
        rows.push(decodeLine(lineText(bytes, line, PORT_OPENING.encoding), { offset: position, end: position + 1 }));
      }
      return rows;
    },
  });
}

function frameDecoder({ metrics }: SerialSource, frame: Frame): Decoder<DecodedSamples> {
  const readings = metrics.map(({ id, resolution }) => ({ name: id, resolution }));
  const fields = metrics.map(({ id }) => frame.fields.find(({ metric }) => metric === id)!);
  const start = Buffer.from(frame.start ?? '', 'hex');
  return recordDecoder({
    length: frame.length,
    isWhole: (record) => record.subarray(0, start.length).equals(start) && checksumHolds(frame.checksum, record),
    values: (record) =>
      valuesOfNumbers(
        fields.map((field) => scaled(numberAt(record, field.at, { order: 'big', ...field }), field)),
        readings,
      ),
  });
}
