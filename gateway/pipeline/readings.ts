/** What a source measures, and how its rows read. A machine's state is a reading too: its place in `MACHINE_STATES`. */
import { MACHINE_STATES, type CsvStates, type Metric, type SampleSource } from '../../shared/sources.ts';
import type { DecodedSamples, DecodedState, Decoder } from '../decoders/decoded.ts';
import { sampleDecoder } from '../decoders/sample-decoder.ts';
import { stateDecoder } from '../decoders/state-decoder.ts';

export const STATE_METRIC: Metric = { id: 'machine-state', name: 'State', unit: '', resolution: 1 };

export interface Readings {
  metrics: readonly Metric[];
  decoder: Decoder<DecodedSamples>;
}

export function readingsOf(source: SampleSource | CsvStates, zone: string): Readings {
  if (source.meaning === 'samples') return { metrics: source.metrics, decoder: sampleDecoder(source, zone) };
  const states = stateDecoder(source, zone);
  return {
    metrics: [STATE_METRIC],
    decoder: (opening) => {
      const reader = states(opening);
      return {
        get opening() {
          return reader.opening;
        },
        decode: (block, previous) => reader.decode(block, previous).map(asReading),
      };
    },
  };
}

function asReading(row: DecodedState): DecodedSamples {
  return row.ok ? { ...row, values: [MACHINE_STATES.indexOf(row.state)] } : row;
}

/** Of steps of a metric's resolution, without the dust of binary fractions. */
export function valueOf(scaled: number, resolution: number): number {
  return Number((scaled * resolution).toPrecision(12));
}
