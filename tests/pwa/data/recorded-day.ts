/** A day as a gateway answers it: packed as chunks of ten minutes. */
import { deflateRawSync } from 'node:zlib';
import type { Recorded, RecordedChunk } from '../../../pwa/data/recorded.ts';
import { packCycles } from '../../../shared/series/cycle-columns.ts';
import type { Cycle } from '../../../shared/production/cycle.ts';

/** Parts from `from` on every `cycleMs`, but for stops; each with a serial of its own. */
export function dayOfCycles(
  from: number,
  count: number,
  cycleMs: number,
  stops: readonly [number, number][] = [],
): Cycle[] {
  let at = from;
  return Array.from({ length: count }, (_, i) => {
    const stop = stops.find(([after]) => after === i);
    at += stop ? stop[1] : i === 0 ? 0 : cycleMs;
    return {
      at,
      present: i % 25 !== 24,
      serial: String(i).padStart(6, '0'),
      lot: '159070',
      item: '1330700',
      offset: i * 40,
    };
  });
}

export function packed(cycles: readonly Cycle[], rejected: RecordedChunk['rejected'] = []): RecordedChunk {
  const { bytes, texts } = packCycles(cycles);
  return { packed: deflateRawSync(bytes).toString('base64'), texts, rows: cycles.length, rejected };
}

export function recordedFile(file: string, cycles: readonly Cycle[]): Recorded['files'][number] {
  const chunks: RecordedChunk[] = [];
  for (let i = 0; i < cycles.length;) {
    const window = Math.floor(cycles[i]!.at / 600_000);
    let end = i;
    while (end < cycles.length && Math.floor(cycles[end]!.at / 600_000) === window) end++;
    chunks.push(packed(cycles.slice(i, end)));
    i = end;
  }
  return { file, chunks };
}
