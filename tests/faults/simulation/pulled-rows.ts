/**
 * The device's side of pulling, as `pwa/data/pull.ts` does it on RxDB, over a map that outlives it: pages by checkpoint, rows
 * that the stream tells, what another view left. Rows are written before the place behind them is.
 */
import { BackOff } from '../../../pwa/data/back-off.ts';
import type { StoredRow } from '../../../pwa/data/collections.ts';
import type { Answer } from '../../../pwa/data/requests.ts';
import { following, type RowsEvent } from '../../../pwa/data/told-rows.ts';
import type { Checkpoint, PullPage } from '../../../shared/sync/protocol.ts';
import type { Life } from './life.ts';

type Change<Row> = Row | { id: string; _deleted: true };
export type Place = Checkpoint & { swept?: string };

/** What the device keeps. */
export interface KeptRows<Row> {
  rows: Map<string, StoredRow<Row>>;
  place: Place | null;
}

export interface PulledRowsParts<Row> {
  kept: KeptRows<Row>;
  life: Life;
  page: (from: Checkpoint | null) => Promise<Answer<PullPage<Row>>>;
  limit: number;
  before: () => Promise<void>;
  /** Rows that stay although this view does not deliver them. */
  spares: (row: Row) => boolean;
  completed: () => Promise<void>;
  random: () => number;
}

export class PulledRows<Row extends { id: string }> {
  readonly #parts: PulledRowsParts<Row>;
  readonly #backOff: BackOff;
  #place: Place | null;
  #swept: string | null;
  #due = true;
  #told: RowsEvent[] = [];
  #wanted = false;
  #isWorking = false;
  #stopped = false;

  constructor(parts: PulledRowsParts<Row>) {
    this.#parts = parts;
    this.#backOff = new BackOff({ firstMs: 500, mostMs: 30_000 }, parts.random);
    this.#place = parts.kept.place;
    this.#swept = this.#place?.swept ?? null;
  }

  now(): void {
    this.#due = true;
    this.#backOff.reset();
    this.#backOff.wake();
    this.#work();
  }

  rows(told: RowsEvent): void {
    const heard = this.#due || this.#told.length > 0 ? null : following(this.#place, [told]);
    if (heard?.rows.length === 0) {
      this.#place = this.#placeAt(heard.place);
      return;
    }
    this.#told.push(told);
    this.#work();
  }

  stop(): void {
    this.#stopped = true;
    this.#backOff.wake();
  }

  #work(): void {
    this.#wanted = true;
    if (!this.#isWorking) void this.#workOff();
  }

  async #workOff(): Promise<void> {
    this.#isWorking = true;
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      const heard = this.#due ? null : following(this.#place, this.#told);
      if (heard) {
        this.#told = [];
        await this.#write(heard.rows as Change<Row>[], heard.place);
      } else {
        await this.#pages();
      }
      await this.#settle();
    }
    this.#isWorking = false;
  }

  async #pages(): Promise<void> {
    for (;;) {
      await this.#parts.before();
      this.#told = [];
      this.#due = false;
      const from = this.#place;
      const answer = this.#stopped ? null : await this.#parts.page(from);
      if (answer?.ok) {
        this.#backOff.reset();
        await this.#begin(answer.body.checkpoint, from);
        await this.#write(answer.body.documents, answer.body.checkpoint);
        if (answer.body.documents.length < this.#parts.limit) return;
        continue;
      }
      this.#due = true;
      if (this.#stopped) return;
      await this.#backOff.wait();
    }
  }

  async #begin(reached: Checkpoint, from: Place | null): Promise<void> {
    if (from !== null && viewOf(from) === viewOf(reached)) return;
    this.#swept = this.#parts.kept.rows.size === 0 ? viewOf(reached) : null;
  }

  async #write(rows: readonly Change<Row>[], reached: Checkpoint): Promise<void> {
    const { kept, life } = this.#parts;
    const view = viewOf(reached);
    await life.step();
    const written = life.isLast ? rows.slice(0, rows.length / 2) : rows;
    for (const row of written) {
      if ('_deleted' in row) kept.rows.delete(row.id);
      else kept.rows.set(row.id, { id: row.id, view, row });
    }
    await life.stepped();
    this.#place = this.#placeAt(reached);
    await this.#keepPlace();
  }

  /** Rows that this view did not deliver go last. */
  async #settle(): Promise<void> {
    const { kept, spares, life } = this.#parts;
    if (this.#stopped || !this.#place || this.#due) return;
    const view = viewOf(this.#place);
    if (view !== this.#swept) {
      await life.step();
      for (const { id, view: of, row } of [...kept.rows.values()])
        if (of !== view && !spares(row)) kept.rows.delete(id);
      await life.stepped();
      this.#swept = view;
    }
    await this.#parts.completed();
  }

  async #keepPlace(): Promise<void> {
    await this.#parts.life.step();
    this.#parts.kept.place = this.#place;
    await this.#parts.life.stepped();
  }

  #placeAt(reached: Checkpoint): Place {
    const { gateway, epoch, scope, since } = reached;
    const place = { gateway, epoch, scope, since };
    return this.#swept === viewOf(reached) ? { ...place, swept: this.#swept } : place;
  }
}

export function viewOf({ gateway, epoch, scope }: Pick<Checkpoint, 'gateway' | 'epoch' | 'scope'>): string {
  return `${gateway}/${epoch}/${scope}`;
}
