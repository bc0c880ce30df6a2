/** Opens the sources that the plant file declares. Sources know no meaning; here their blocks find their line. */
import { isAbsolute } from 'node:path';
import type { CsvSource, SourceDefinition } from '../shared/sources.ts';
import { sourceId, type LinePipeline } from './pipeline/line-pipeline.ts';
import { csvSource } from './sources/csv-source.ts';
import { modbusSource } from './sources/modbus-source.ts';
import type { SerialBinding } from './sources/serial-port.ts';
import { serialSource } from './sources/serial-source.ts';
import type { Source, SourceParts } from './sources/source.ts';
import { splitPath } from './sources/split-path.ts';

export interface PlantSource {
  line: string;
  definition: SourceDefinition;
  source: Source;
}

export function sourcesOf(parts: {
  pipeline: LinePipeline;
  /** Paths of the plant file start here. */
  directory: string;
  bootId: string;
  now: () => number;
  /** How serial ports are reached; absent = the system's. */
  binding?: SerialBinding;
  /** Before a block is taken: the source (id within its line) is heard. */
  heard: (source: string, at: number) => void;
  /** After a block was taken. */
  changed: () => void;
}): PlantSource[] {
  const { pipeline, directory, bootId, now, binding, heard, changed } = parts;
  const line = pipeline.line.id;
  return pipeline.line.sources.map((definition): PlantSource => {
    const id = sourceId(line, definition.id);
    const blocks: SourceParts = {
      now,
      known: async (fileKey, generation) => pipeline.known(id, fileKey, generation),
      accept: async (block) => {
        heard(definition.id, block.receivedAt);
        await pipeline.accept(block);
        changed();
      },
    };
    let records = 0;
    const nextRecords = (count: number) => (records += count) - count;
    const port = { id, bootId, nextRecords, parts: blocks };
    switch (definition.kind) {
      case 'csv':
        return { line, definition, source: followed(id, definition, directory, blocks) };
      case 'serial':
        return { line, definition, source: serialSource({ ...port, definition, ...(binding && { binding }) }) };
      case 'modbus':
        return { line, definition, source: modbusSource({ ...port, definition }) };
    }
  });
}

function followed(id: string, definition: CsvSource, directory: string, parts: SourceParts): Source {
  const { watch = 'events', header, encoding } = definition;
  return csvSource({ id, ...placeOf(definition, directory), watch, header, encoding, parts });
}

/** Where the files of a source lie; `directory` = folder of the plant file. */
export function placeOf({ path }: CsvSource, directory: string): { root: string; pattern: string } {
  return splitPath(isAbsolute(path) ? path : `${directory}/${path}`);
}
