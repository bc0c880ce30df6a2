/** What the pages about people and devices know of the plant: whether it is in reach, its clock, its lines by group. */
import type { ReactiveControllerHost } from 'lit';
import type { LineReference } from '../../shared/sync/rows.ts';
import { groupsOf, type LineGroup } from '../components/people/lines.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { LiveValue } from './live-value.ts';

export class PlantHere {
  readonly #connection: LiveValue<Connection>;
  readonly #access: LiveValue<AccessState>;
  readonly #lines: LiveValue<LineReference[]>;
  /** For the plant's zone and groups, which come with any line. */
  readonly #first: LiveValue<LineData | null>;

  constructor(host: ReactiveControllerHost) {
    this.#connection = new LiveValue(host);
    this.#access = new LiveValue(host);
    this.#lines = new LiveValue(host);
    this.#first = new LiveValue(host);
  }

  /** Call in `willUpdate`. */
  follow(data: AppData): void {
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
    this.#lines.follow([data], () => data.lines);
    const first = this.#lines.value?.[0]?.id;
    if (first !== undefined) this.#first.follow([data, first], () => data.line(first));
  }

  get connection(): Connection | undefined {
    return this.#connection.value;
  }

  get access(): AccessState | undefined {
    return this.#access.value;
  }

  get zone(): string {
    return this.#first.value?.plant.timezone ?? 'UTC';
  }

  get groups(): LineGroup[] {
    return groupsOf(this.#lines.value ?? [], this.#first.value?.plant.processGroups ?? []);
  }
}
