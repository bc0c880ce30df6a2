import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreparedPlant } from '../../../gateway/plant/plant-on-disk.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import { ChangingPlant, ENGINEER, OVEN, PLANT } from './changing-plant.ts';

/** Where the gateway fails, or ends, in the middle of a change. */
const FAILURES = ['none', 'audit', 'version', 'commit', 'restart'] as const;
type Failure = (typeof FAILURES)[number];

interface Change {
  id: string;
  delimiter: string | null;
  line: 'line8' | 'line9';
  failure: Failure;
}

const changes = fc.array(
  fc.record<Change>({
    id: fc.constantFrom('a', 'b', 'c'),
    /** null = removed. */
    delimiter: fc.constantFrom(',', ';', '\t', null),
    line: fc.constantFrom('line8', 'line9'),
    failure: fc.constantFrom(...FAILURES),
  }),
  { minLength: 1, maxLength: 12 },
);

const definition = (id: string, delimiter: string): SourceDefinition => ({
  ...OVEN,
  ...{ id, delimiter, path: `${id}/*.csv`, columns: ['time', id] },
  metrics: [{ id, name: id, unit: '', resolution: 0.1 }],
});
const unreachable = () => Promise.reject(new AppError('STORE_UNREACHABLE', 'The store is away.'));

class FailingPlant {
  failure: Failure = 'none';
  readonly plant: ChangingPlant;

  constructor(plant: ChangingPlant) {
    this.plant = plant;
  }

  async start(): Promise<void> {
    const { plant } = this;
    await plant.start();
    const { prepare } = plant.onDisk;
    const insert = plant.store.insert.bind(plant.store);
    plant.store.insert = (database, documents) =>
      this.failure === 'version' && database === 'config_gw' ? unreachable() : insert(database, documents);
    const record = plant.audit.record;
    plant.audit.record = (happened) => (this.failure === 'audit' ? unreachable() : record(happened));
    plant.onDisk.prepare = async (next): Promise<PreparedPlant> => {
      const prepared = await prepare.call(plant.onDisk, next);
      return { ...prepared, commit: () => (this.failure === 'commit' ? unreachable() : prepared.commit()) };
    };
  }

  async make({ id, delimiter, line, failure }: Change): Promise<void> {
    const { change, plant } = { change: this.plant.change, plant: this.plant };
    const there = plant.declared(line).some((source) => source.id === id);
    const given = { line, definition: delimiter && definition(id, delimiter), why: null, sample: null };
    this.failure = failure;
    const made = !there
      ? delimiter === null
        ? Promise.resolve()
        : change.add(given, ENGINEER)
      : delimiter === null
        ? change.remove({ line, source: id, saw: plant.version(line, id), why: null }, ENGINEER)
        : change.change({ ...given, source: id, saw: plant.version(line, id) }, ENGINEER);
    await made.then(
      () => undefined,
      (error: unknown) => expect(error).toBeInstanceOf(AppError),
    );
    this.failure = 'none';
    if (failure !== 'restart') return;
    await plant.end();
    await this.start();
  }
}

describe('any sequence of changes, with failures in between', () => {
  it(
    'leaves plant file, running plant, latest versions and what is listened to the same',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(changes, async (sequence) => {
          const plant = await ChangingPlant.make();
          for (const id of ['a', 'b', 'c']) await mkdir(join(plant.directory, id));
          const failing = new FailingPlant(plant);
          await failing.start();
          try {
            for (const change of sequence) {
              await failing.make(change);
              const now = plant.plant.definition;
              expect(await plant.written()).toEqual(now);
              for (const line of now.lines) {
                expect(await plant.latestVersion(line.id)).toEqual(line);
                expect(plant.ingest.line(line.id)!.line).toEqual(line);
              }
              expect(plant.listening.sources.map(({ definition }) => definition)).toEqual(
                now.lines.flatMap(({ sources }) => sources),
              );
              expect(now.plant).toEqual(PLANT.plant);
            }
          } finally {
            await plant.remove();
          }
        }),
        { numRuns: 25 },
      );
    },
  );
});
