/** Opens the sources that the plant file declares. Sources know no meaning; here their blocks find their line. */
import { basename, dirname, resolve } from 'node:path';
import { sourceId, type LinePipeline } from './pipeline/line-pipeline.ts';
import { csvSource } from './sources/csv-source.ts';
import type { SerialBinding } from './sources/listen-on-port.ts';
import { serialSource } from './sources/serial-source.ts';
import type { Source, SourceParts } from './sources/source.ts';

const DEFAULT_BAUD_RATE = 9_600;
/** A sensor that says nothing for so long has gone deaf. */
const SILENCE_MS = 60_000;

export function sourcesOf(parts: {
  pipeline: LinePipeline;
  /** Paths of the plant file start here. */
  directory: string;
  bootId: string;
  now: () => number;
  /** How serial ports are reached; absent = the system's. */
  binding?: SerialBinding;
  changed: () => void;
}): Source[] {
  const { pipeline, directory, bootId, now, binding, changed } = parts;
  return pipeline.line.sources.map((source): Source => {
    const id = sourceId(pipeline.line.id, source.id);
    const blocks: SourceParts = {
      now,
      known: async (fileKey, generation) => pipeline.known(id, fileKey, generation),
      accept: async (block) => {
        await pipeline.accept(block);
        changed();
      },
    };
    if (source.kind === 'csv') {
      const path = resolve(directory, source.path);
      return csvSource({ id, directory: dirname(path), pattern: basename(path), parts: blocks });
    }
    let records = 0;
    return serialSource({
      id,
      path: source.path,
      baudRate: source.baudRate ?? DEFAULT_BAUD_RATE,
      ...(binding && { binding }),
      bootId,
      nextRecord: () => records++,
      silenceMs: SILENCE_MS,
      parts: blocks,
    });
  });
}
