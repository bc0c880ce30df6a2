/** A gateway without HTTP over real files: two lines that are read, and an engineer who changes their sources. */
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { changeProblems } from '../../../gateway/source-editing/change-problems.ts';
import { ChangeSource, type ChangeSourceParts } from '../../../gateway/source-editing/change-source.ts';
import { CurrentPlant } from '../../../gateway/plant/current-plant.ts';
import { openIngest, type Ingest } from '../../../gateway/lines/ingest.ts';
import { Listening } from '../../../gateway/lines/listening.ts';
import { Live } from '../../../gateway/lines/live.ts';
import { chunkRows } from '../stored-rows.ts';
import { declaredPlant } from '../../../gateway/plant/plant-file.ts';
import type { PlantOnDisk } from '../../../gateway/plant/plant-on-disk.ts';
import { configVersion, recordConfiguration } from '../../../gateway/projections/configuration.ts';
import { HourRows, type StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { replaceLine } from '../../../gateway/lines/replace-line.ts';
import { SerialPorts } from '../../../gateway/source-editing/serial-ports.ts';
import { SourcePlaces } from '../../../gateway/source-editing/source-places.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { verify } from '../../../gateway/jobs/verify.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import type { CsvSamples, SourceDefinition } from '../../../shared/sources.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';
import type { LineRow } from '../../../shared/sync/rows.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';
import { remembering } from '../api/served.ts';
import { LINE, SOURCE } from '../pipeline/recorded-line.ts';

export const ENGINEER = { user: 'etcher', device: 'device-1', roles: ['engineer'] };

/** Readings of an oven: `<epoch ms>,<°C>`. */
export const OVEN: CsvSamples = {
  id: 'oven',
  kind: 'csv',
  path: 'oven/*.csv',
  watch: 'poll',
  meaning: 'samples',
  columns: ['time', 'temperature'],
  metrics: [{ id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 }],
  time: { column: 'time', format: 'epoch-ms' },
};

export const PLANT: PlantDefinition = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: ['line8', 'line9'].map((id) => ({
    ...LINE,
    ...{ id, name: id },
    sources: [{ ...SOURCE, path: `${id}/PR*.txt`, watch: 'poll' as const }],
  })),
};

export class ChangingPlant {
  readonly directory: string;
  readonly plantFile: string;
  readonly store: Store;
  readonly audit = remembering();
  readonly sent: LiveEvent[] = [];
  plant!: CurrentPlant;
  ingest!: Ingest;
  listening!: Listening;
  live!: Live;
  change!: ChangeSource;
  onDisk!: PlantOnDisk;
  #stop = new AbortController();
  #work: Promise<void>[] = [];

  /** One that was there before, with its own store. */
  constructor(directory: string, store: Store) {
    this.directory = directory;
    this.store = store;
    this.plantFile = join(directory, 'plant.json');
  }

  static async make(store: Store = new MemoryStore()): Promise<ChangingPlant> {
    const made = new ChangingPlant(await mkdtemp(join(tmpdir(), 'lineside-change-')), store);
    for (const { id } of PLANT.lines) await mkdir(join(made.directory, id));
    await mkdir(join(made.directory, 'oven'));
    await writeFile(made.plantFile, JSON.stringify(PLANT));
    return made;
  }

  /** `parts` = what goes another way than it should. */
  async start(parts: Partial<ChangeSourceParts> = {}): Promise<this> {
    const [now, log] = [Date.now, () => undefined];
    const bug = (error: unknown) => {
      throw error;
    };
    const { directory, store } = this;
    const dataDir = join(directory, 'data');
    const config = { role: 'line' as const, plantFile: this.plantFile, dataDir, demoTimezone: null };
    const { plant, onDisk } = await declaredPlant(config, { zone: 'UTC', now });
    const current = new CurrentPlant(plant);
    const of = { store, gateway: 'gw', now };
    const ingest = await openIngest({ ...of, dataDir, plant, log, keepJournal: { ms: 86_400_000, bytes: 1e9 } });
    await recordConfiguration({ ...of, plant, now: now() });
    const changed = (line: string) => live.changed(line);
    const listening = new Listening({ ...of, directory, ingest, changed, log, bug });
    const rowsOf = <R extends { id: string }>(collection: string) =>
      new LocalRows<R>({ ...of, collection, epoch: 'e', changed: () => undefined });
    const live: Live = new Live({
      ...{ zone: 'UTC', productionDayStart: '06:00', now, log },
      lines: () => ingest.lines,
      hours: new HourRows(rowsOf<StoredHourRow>('hours'), now),
      rows: rowsOf<LineRow>('lines'),
      send: (event) => this.sent.push(event),
      behind: (line) => listening.behind(line),
      lost: (line) => listening.lost(line),
      rules: () => rulesOf('UTC'),
    });
    const of_ = () => current.definition;
    const places = new SourcePlaces({ directory, dataDir, secretFiles: [], plant: of_ });
    const ports = new SerialPorts({ plant: of_ });
    this.#stop = new AbortController();
    this.#work = await listening.start(this.#stop.signal);
    live.start(this.#stop.signal);
    this.change = new ChangeSource({
      ...of,
      ...{ plant: current, onDisk, audit: this.audit, declared: () => undefined },
      problems: (proposed) => changeProblems({ plant: of_, directory, places, ports }, proposed),
      replaceLine: (...how) => replaceLine({ live, listening, ingest, directory }, ...how),
      ...parts,
    });
    Object.assign(this, { plant: current, ingest, listening, live, onDisk });
    return this;
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#work);
    await this.ingest.close();
  }

  /** What `lineside verify` finds wrong. */
  async findings(): Promise<unknown[]> {
    await this.ingest.writer.drained();
    for (const line of this.ingest.lines) await line.save();
    const audit = { headFile: join(this.directory, 'data', 'audit-head.json') };
    const journalDirectory = join(this.directory, 'data', 'journal');
    const plant = this.plant.definition;
    return (await verify({ store: this.store, gateway: 'gw', plant, now: Date.now, audit, journalDirectory })).findings;
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A machine writes. */
  async write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.directory, file)), { recursive: true });
    await appendFile(join(this.directory, file), text);
  }

  /** Rows of a source that are in chunks or in memory, by metric. */
  async rows(line: string, metric: string): Promise<{ at: number; value: number }[]> {
    await this.ingest.writer.drained();
    return chunkRows(this.store, this.ingest.line(line)!, metric);
  }

  /** Rows that were read, those that could not be understood included. */
  rowsRead(line: string, source: string): number {
    const recorder = this.ingest.line(line)!.recorder(`${line}/${source}`);
    return recorder?.followed().reduce((sum, { rows }) => sum + rows, 0) ?? 0;
  }

  version(line: string, source: string): string {
    return configVersion(this.declared(line).find(({ id }) => id === source));
  }

  declared(line: string): SourceDefinition[] {
    return this.plant.definition.lines.find(({ id }) => id === line)!.sources;
  }

  async written(): Promise<PlantDefinition> {
    return JSON.parse(await readFile(this.plantFile, 'utf8')) as PlantDefinition;
  }

  /** Body of the newest version of the line. */
  async latestVersion(line: string): Promise<unknown> {
    const range = { from: `cfg:line:${line}:`, to: `cfg:line:${line}:~`, descending: true, limit: 1 };
    return (await this.store.range('config_gw', range))[0]?.body;
  }
}
