import type { CsvSamples } from '../../shared/sources.ts';
import { dialectOf } from './csv-layout.ts';
import { csvDecoder } from './csv-reader.ts';
import type { DecodedSamples, Decoder } from './decoded.ts';
import { sampleMeaning, type SampleRow } from './sample-rows.ts';
import { timeColumn } from './time-column.ts';

/** `zone` = the plant's; for times that name none of their own. */
export function csvSampleDecoder(source: CsvSamples, zone: string): Decoder<DecodedSamples> {
  const { metrics, decimal = '.' } = source;
  return csvDecoder<SampleRow>(dialectOf(source), sampleMeaning({ metrics, decimal, time: timeColumn(source, zone) }));
}
