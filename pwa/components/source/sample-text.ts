/** A sample as text, to be looked at on the device; the gateway reads its bytes. */
import type { MappingQuestion } from '../../../shared/sync/sources.ts';
import { ENCODINGS, encodingAt } from '../../../shared/text-encoding.ts';

/** Only its start: nobody looks at more. */
const LOOKED_AT = 16_384;

export function sampleText(sample: MappingQuestion['sample'], encoding: unknown): string {
  if ('text' in sample) return sample.text;
  const declared = ENCODINGS.find((known) => known === encoding);
  // Four characters of base64 are three bytes.
  const bytes = Uint8Array.from(atob(sample.base64.slice(0, (LOOKED_AT / 3) * 4 - 1).replace(/=+$/, '')), (sign) =>
    sign.charCodeAt(0),
  );
  const { encoding: found, mark } = encodingAt(bytes, declared);
  return new TextDecoder(found).decode(bytes.subarray(mark));
}
