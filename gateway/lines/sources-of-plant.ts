/** Opens a source that the plant file declares. Sources know no meaning; here their blocks find their line. */
import { isAbsolute } from 'node:path';
import type { CsvSource, SourceDefinition } from '../../shared/sources.ts';
import type { Ingest } from './ingest.ts';
import { sourceId } from '../pipeline/line-pipeline.ts';
import { csvSource } from '../sources/csv-source.ts';
import { modbusSource } from '../sources/modbus-source.ts';
import type { SerialBinding } from '../sources/serial-port.ts';
import { serialSource } from '../sources/serial-source.ts';
import type { Source, SourceParts } from '../sources/source.ts';
import { splitPath } from '../sources/split-path.ts';

export interface PlantSource {
  line: string;
  definition: SourceDefinition;
  source: Source;
}

export interface OpenSourceParts {
  line: string;
  definition: SourceDefinition;
  /** Paths of the plant file start here. */
  directory: string;
  ingest: Pick<Ingest, 'accept' | 'line' | 'formerRules'> & { journal: { readonly bootId: string } };
  now: () => number;
  /** How serial ports are reached; absent = the system's. */
  binding?: SerialBinding;
  /** Numbers of records of this source in this run of the gateway, however often it is opened. */
  nextRecords: (count: number) => number;
  /** Before a block is taken: the source is heard. Throws when nobody listens to it any more. */
  heard: (at: number) => void;
  /** After a block was taken. */
  changed: () => void;
}

export function openSource(parts: OpenSourceParts): PlantSource {
  const { line, definition, directory, ingest, now, binding, nextRecords, heard, changed } = parts;
  const id = sourceId(line, definition.id);
  const blocks: SourceParts = {
    now,
    known: async (fileKey, generation) => ingest.line(line)!.known(id, fileKey, generation),
    accept: async (block) => {
      heard(block.receivedAt);
      await ingest.accept(line, block);
      changed();
    },
  };
  const port = { id, bootId: ingest.journal.bootId, nextRecords, parts: blocks };
  switch (definition.kind) {
    case 'csv': {
      const { watch = 'events', header, encoding } = definition;
      const formerly = ingest.formerRules.of(line, definition);
      const options = { id, ...placeOf(definition, directory), watch, header, encoding, formerly, parts: blocks };
      return { line, definition, source: csvSource(options) };
    }
    case 'serial':
      return { line, definition, source: serialSource({ ...port, definition, ...(binding && { binding }) }) };
    case 'modbus':
      return { line, definition, source: modbusSource({ ...port, definition }) };
  }
}

/** Where the files of a source lie; `directory` = folder of the plant file. */
export function placeOf({ path }: Pick<CsvSource, 'path'>, directory: string): { root: string; pattern: string } {
  return splitPath(isAbsolute(path) ? path : `${directory}/${path}`);
}
