/** All that people see and change of the plant's sources, put together for the API. */
import { AppError } from '../../shared/errors.ts';
import { changeSourceRoutes } from '../api/routes/change-sources.ts';
import { sourceRoutes } from '../api/routes/sources.ts';
import type { Route } from '../api/route.ts';
import { changeProblems } from './change-problems.ts';
import { ChangeSource, type ChangeSourceParts } from './change-source.ts';
import type { Ingest } from '../lines/ingest.ts';
import type { Listening } from '../lines/listening.ts';
import type { Live } from '../lines/live.ts';
import { lookForFiles } from './look-for-files.ts';
import type { RawBytesOf } from '../lines/raw-bytes.ts';
import { replaceLine } from '../lines/replace-line.ts';
import { SerialPorts } from './serial-ports.ts';
import { SourcePlaces } from './source-places.ts';
import { placeOf } from '../lines/sources-of-plant.ts';
import type { SerialBinding } from '../sources/serial-port.ts';
import { tryMapping } from './try-mapping.ts';

export interface PlantSourcesParts extends Omit<ChangeSourceParts, 'problems' | 'replaceLine'> {
  /** Of the plant file. */
  directory: string;
  dataDir: string;
  /** Files elsewhere that hold a secret of the gateway, absolute. */
  secretFiles: readonly string[];
  /** How serial ports are reached; absent = the system's. */
  binding?: SerialBinding;
  ingest: Ingest;
  listening: Listening;
  live: Live;
  raw: RawBytesOf;
}

export function plantSources(parts: PlantSourcesParts): Route[] {
  const { directory, dataDir, secretFiles, binding, ingest, listening, live, raw } = parts;
  const { views } = listening;
  const plant = () => parts.plant.definition;
  const places = new SourcePlaces({ directory, dataDir, secretFiles, plant });
  const ports = new SerialPorts({ plant, ...(binding && { binding }) });
  const change = new ChangeSource({
    ...parts,
    problems: (proposed) => changeProblems({ plant, directory, places, ports }, proposed),
    replaceLine: (...how) => replaceLine({ live, listening, ingest, directory }, ...how),
  });
  return [
    ...sourceRoutes({
      summaries: () => views.summaries(),
      detail: (id) => views.detail(id),
      rejected: (id) => views.rejected(id),
      definition: (id) => views.find(id)?.definition ?? null,
      raw: async (id, place, reach) => {
        const source = views.find(id);
        return source && raw.around(source, place, reach);
      },
      tryMapping: (asked, sample) => tryMapping(asked, sample, plant().plant.timezone),
    }),
    ...changeSourceRoutes({
      add: (...how) => change.add(...how),
      change: (...how) => change.change(...how),
      remove: (...how) => change.remove(...how),
      try: (...how) => change.try(...how),
      look: async (path) => {
        const text = await places.problem(path);
        if (text === null) return lookForFiles(placeOf({ path }, directory));
        throw new AppError('REQUEST_INVALID', text, { problems: [{ place: 'path', text }] });
      },
      ports: () => ports.list(),
    }),
  ];
}
