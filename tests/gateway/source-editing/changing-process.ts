/**
 * A gateway that is killed while an engineer changes a source: `changing-process.ts <directory> <step>`. It reads a file,
 * changes the source to another delimiter, and ends, by itself and at once, at the step.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { PlantOnDisk } from '../../../gateway/plant/plant-on-disk.ts';
import { ChangingPlant, ENGINEER, OVEN, PLANT } from './changing-plant.ts';
import { CHANGED, type Step } from './change-steps.ts';

const [directory = '', last = ''] = process.argv.slice(2);
function reach(step: Step): void {
  if (step === last) process.kill(process.pid, 'SIGKILL');
}

const log = (message: string) => console.error(message);
const { store } = await startEmbeddedStore({ directory: join(directory, 'store'), log, now: Date.now });
const plant = await new ChangingPlant(directory, store).start();
await plant.change.add({ line: 'line8', definition: OVEN, why: null, sample: null }, ENGINEER);
while (plant.rowsRead('line8', 'oven') < 100) await new Promise((resolve) => setTimeout(resolve, 10));
await plant.end();
const onDisk = new PlantOnDisk({ path: plant.plantFile, known: await plant.written(), now: Date.now });
await plant.start({
  onDisk: {
    prepare: async (next) => {
      const prepared = await onDisk.prepare(next);
      reach('prepared');
      return {
        ...prepared,
        commit: async () => {
          reach('versioned');
          await prepared.commit();
          reach('committed');
        },
      };
    },
  },
  audit: {
    record: async () => {
      reach('sealed');
    },
  },
  declared: () => reach('declared'),
});
while (plant.listening.behind('line8') !== 0) await new Promise((resolve) => setTimeout(resolve, 10));
const saw = plant.version('line8', 'oven');
await plant.change.change(
  { line: 'line8', source: 'oven', definition: CHANGED, saw, why: null, sample: null },
  ENGINEER,
);
writeSync(1, 'saved\n');
reach('saved');
throw new Error(`there is no step "${last}" in a change of ${PLANT.plant.id}`);
