/** What a table would do to the plan, found out in pieces and anew when the plan changes; the one before is shown meanwhile. */
import type { TableKind, TableReport } from '../../shared/orders/table/report.ts';
import type { Saying } from '../../shared/orders/said.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { inPieces, onePiece } from './in-pieces.ts';
import { reportOf, type ImportTable } from './plan-import-table.ts';

export class PlanImportReport {
  /** Null = there is none of this table yet. */
  report: TableReport | null = null;
  readonly #told: (share: number | null) => void;
  /** What is compared: a table as one thing, and the plan as it was. */
  #of: readonly unknown[] = [];
  /** Of which plan `report` tells. */
  #plan: unknown = null;
  #running: Promise<void> = Promise.resolve();
  #stop = new AbortController();

  /** `told` hears how much is done, null = all. */
  constructor(told: (share: number | null) => void) {
    this.#told = told;
  }

  follow(kind: TableKind, table: ImportTable | null, world: VerbWorld | null): void {
    const of = [table, kind, world?.situation.plan, world?.situation.lines];
    if (of.every((part, i) => part === this.#of[i])) return;
    if (of[0] !== this.#of[0] || of[1] !== this.#of[1]) this.report = null;
    this.#of = of;
    this.stop();
    if (!table || !world) return;
    const steps = reportOf(kind, table, world);
    const { plan } = world.situation;
    const done = onePiece(steps, () => {});
    if (done) this.#become(done.value, plan);
    else this.#running = this.#goOn(steps, plan);
  }

  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** When nothing more is to be found out. */
  async settled(): Promise<void> {
    for (let running: unknown = null; running !== this.#running;) {
      running = this.#running;
      await this.#running;
    }
  }

  /** Null = the plan is another one by now. */
  sayingIn({ situation }: VerbWorld): Saying | null {
    return this.report && this.#plan === situation.plan ? this.report.saying : null;
  }

  async #goOn(steps: ReturnType<typeof reportOf>, plan: unknown): Promise<void> {
    // The one that is shown meanwhile needs no progress beside it.
    const told = this.report ? () => {} : this.#told;
    const report = await inPieces(steps, told, this.#stop.signal);
    if (report === null) return;
    this.#become(report, plan);
    this.#told(null);
  }

  #become(report: TableReport, plan: unknown): void {
    this.report = report;
    this.#plan = plan;
  }
}
