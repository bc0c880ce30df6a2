import type { SampleSource } from '../../shared/sources.ts';
import { csvSampleDecoder } from './csv-sample-decoder.ts';
import type { DecodedSamples, Decoder } from './decoded.ts';
import { modbusDecoder } from './modbus-decoder.ts';
import { serialDecoder } from './serial-decoder.ts';

/** Of any source that measures. `zone` = the plant's; for times that name none of their own. */
export function sampleDecoder(source: SampleSource, zone: string): Decoder<DecodedSamples> {
  switch (source.kind) {
    case 'csv':
      return csvSampleDecoder(source, zone);
    case 'serial':
      return serialDecoder(source);
    case 'modbus':
      return modbusDecoder(source);
  }
}
