/** One line goes on by another definition while the gateway runs; the others notice nothing. */
import type { PlantDefinition } from '../../shared/equipment.ts';
import { fileOpenings } from './file-openings.ts';
import type { Ingest } from './ingest.ts';
import type { Listening } from './listening.ts';
import type { Live } from './live.ts';

export interface ReplaceLineParts {
  live: Pick<Live, 'hold'>;
  listening: Pick<Listening, 'end' | 'begin'>;
  ingest: Pick<Ingest, 'replaceLine' | 'formerRules'>;
  /** Paths of the plant file start here. */
  directory: string;
}

/** `decide` makes the change so, when everything that was heard is taken. Its rejection leaves all as it was. */
export function replaceLine(
  { live, listening, ingest, directory }: ReplaceLineParts,
  line: string,
  plant: PlantDefinition,
  decide: () => Promise<void>,
): Promise<void> {
  return live.hold(line, async () => {
    await listening.end(plant.lines.find(({ id }) => id === line)!);
    try {
      await ingest.replaceLine(line, {
        plant,
        openings: (former, next, isKnown) => {
          const formerly = ingest.formerRules.of(line, next);
          return fileOpenings({ line, former, next, directory, zone: plant.plant.timezone, formerly, isKnown });
        },
        decide,
      });
    } finally {
      await listening.begin(line);
    }
  });
}
