/**
 * An engineer adds, changes or removes a source while the gateway runs. In this order: audit entry, configuration version,
 * plant file, the line itself. Ended anywhere, the next start goes on by the plant file, and says so in a version.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Audit } from '../audit/audit.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError, type FieldProblem } from '../../shared/errors.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import type { SourceSaved, SourceTrial } from '../../shared/sync/source-changes.ts';
import type { MappingQuestion, TriedMapping } from '../../shared/sync/sources.ts';
import { plantWith, withSources, type ProposedSource } from './change-problems.ts';
import type { CurrentPlant } from '../plant/current-plant.ts';
import { Turns } from '../pipeline/turns.ts';
import type { PlantOnDisk } from '../plant/plant-on-disk.ts';
import { configVersion, recordConfiguration } from '../projections/configuration.ts';
import { prefixRange, type Store } from '../store/store.ts';
import { tryMapping } from './try-mapping.ts';

/** Who does it, and where. */
export interface Actor {
  user: string | null;
  device: string | null;
  roles: readonly string[];
}

export interface ChangeSourceParts {
  plant: CurrentPlant;
  onDisk: Pick<PlantOnDisk, 'prepare'>;
  audit: Audit;
  store: Store;
  gateway: string;
  problems: (proposed: ProposedSource) => Promise<FieldProblem[]>;
  /** The line goes on by the plant as soon as `decide` has made it so; a rejection of `decide` leaves all as it was. */
  replaceLine: (line: string, plant: PlantDefinition, decide: () => Promise<void>) => Promise<void>;
  /** The plant is declared so from now on. */
  declared: (plant: PlantDefinition) => void;
  now: () => number;
}

interface Step {
  what: 'source-added' | 'source-changed' | 'source-removed';
  line: string;
  source: string;
  next: PlantDefinition;
  old: SourceDefinition | null;
  new: SourceDefinition | null;
  why: string | null;
}

interface Given {
  line: string;
  definition: unknown;
  why: string | null;
  sample: MappingQuestion['sample'] | null;
}

export class ChangeSource {
  readonly #parts: ChangeSourceParts;
  /** One after the other: what a change is checked against holds until it is made. */
  readonly #turns = new Turns();

  constructor(parts: ChangeSourceParts) {
    this.#parts = parts;
  }

  add(given: Given, by: Actor): Promise<SourceSaved> {
    return this.#turns.take(async () => {
      const definition = await this.#checked({ ...given, source: null });
      const { line, why } = given;
      const next = plantWith(this.#plant, { line, source: null, definition });
      await this.#make(
        { what: 'source-added', line, source: definition.id, next, old: null, new: definition, why },
        by,
      );
      return saved(line, definition);
    });
  }

  /** `saw` = version of the definition that the change began with; CONFLICT when it is another by now. */
  change(given: Given & { source: string; saw: string }, by: Actor): Promise<SourceSaved> {
    return this.#turns.take(async () => {
      const { line, source, why } = given;
      const old = await this.#asSeen(given);
      const definition = await this.#checked(given);
      if (configVersion(definition) === configVersion(old)) return saved(line, old);
      const next = plantWith(this.#plant, { line, source, definition });
      await this.#make({ what: 'source-changed', line, source, next, old, new: definition, why }, by);
      return saved(line, definition);
    });
  }

  /** Its rows stay, and go on should it be added again. */
  remove(given: { line: string; source: string; saw: string; why: string | null }, by: Actor): Promise<void> {
    return this.#turns.take(async () => {
      const { line, source, why } = given;
      const old = await this.#asSeen(given);
      const next = withSources(this.#plant, line, (sources) => sources.filter(({ id }) => id !== source));
      await this.#make({ what: 'source-removed', line, source, next, old, new: null, why }, by);
    });
  }

  /** What is wrong with it, or else what it makes of the sample. Nothing is kept. */
  async try(line: string, { source, definition, sample }: SourceTrial): Promise<TriedMapping> {
    this.#line(line);
    const problems = await this.#parts.problems({ line, source, definition });
    if (problems.length > 0) return { kind: 'problems', problems };
    return tryMapping(definition, sample, this.#plant.plant.timezone);
  }

  get #plant(): PlantDefinition {
    return this.#parts.plant.definition;
  }

  #line(id: string) {
    const line = this.#plant.lines.find((each) => each.id === id);
    if (!line) throw new AppError('NOT_FOUND', `There is no line "${id}".`);
    return line;
  }

  async #asSeen({ line, source, saw }: { line: string; source: string; saw: string }): Promise<SourceDefinition> {
    const definition = this.#line(line).sources.find(({ id }) => id === source);
    if (!definition) throw new AppError('NOT_FOUND', `There is no source "${line}/${source}".`);
    if (configVersion(definition) === saw) return definition;
    throw new AppError(
      'CONFLICT',
      `"${line}/${source}" was changed ${await this.#lastChange(line)} since you began; look at what it is now, and change that.`,
    );
  }

  /** `by "attendant" at 2026-10-06T22:42:10.123Z`. */
  async #lastChange(line: string): Promise<string> {
    const { store, gateway } = this.#parts;
    const range = { ...prefixRange(`cfg:line:${line}:`), descending: true, limit: 1 };
    const [latest] = await store.range(configDatabase(gateway), range);
    const { user = null } = (latest?.by ?? {}) as { user?: string | null };
    const who = user === null ? 'in the plant file' : `by "${user}"`;
    return latest ? `${who} at ${new Date(Number(latest.at)).toISOString()}` : who;
  }

  async #checked(given: Given & { source: string | null }): Promise<SourceDefinition> {
    const { line, source, definition, sample } = given;
    this.#line(line);
    const problems = await this.#parts.problems({ line, source, definition });
    if (problems.length === 0 && sample) problems.push(...this.#tried(definition, sample));
    if (problems.length === 0) return definition as SourceDefinition;
    const all = problems.map(({ place, text }) => (place === '' ? text : `${place}: ${text}`)).join('; ');
    throw new AppError('REQUEST_INVALID', `The source is not saved: ${all}.`, { problems });
  }

  /** Rows that cannot be read are part of life; a sample without one that can is of something else. */
  #tried(definition: unknown, sample: MappingQuestion['sample']): readonly FieldProblem[] {
    const tried = tryMapping(definition, sample, this.#plant.plant.timezone);
    if (tried.kind === 'problems') return tried.problems;
    if (tried.ok > 0 || tried.rejected === 0) return [];
    return [{ place: '', text: `not one of the sample's ${tried.rejected} rows can be read` }];
  }

  async #make(step: Step, by: Actor): Promise<void> {
    const file = await this.#parts.onDisk.prepare(step.next);
    try {
      await this.#parts.replaceLine(step.line, step.next, () => this.#decide(step, by, file.commit));
    } catch (error) {
      await file.discard().catch(() => undefined);
      throw error;
    }
  }

  async #decide(step: Step, by: Actor, commit: () => Promise<void>): Promise<void> {
    const { audit, store, gateway, plant, declared, now } = this.#parts;
    const { what, line, source, next, old, why } = step;
    const before = plant.definition;
    const happened = { subject: `${line}/${source}`, line, ...by, reason: why };
    await audit.record({ what, ...happened, old, new: step.new });
    try {
      await recordConfiguration({ store, gateway, plant: next, user: by.user, now: now() });
      await commit();
    } catch (error) {
      // Both can be said again, and the next start says the second; what failed is what the person has to know.
      const said = [
        audit.record({
          what: 'not-done',
          ...happened,
          reason: error instanceof Error ? error.message.slice(0, 500) : null,
        }),
        recordConfiguration({ store, gateway, plant: before, user: null, now: now() }),
      ];
      await Promise.race([Promise.allSettled(said), delay(2_000, undefined, { ref: false })]);
      throw error;
    }
    plant.become(next);
    declared(next);
  }
}

function saved(line: string, definition: SourceDefinition): SourceSaved {
  return { id: `${line}/${definition.id}`, version: configVersion(definition) };
}
