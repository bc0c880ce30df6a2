/**
 * The plan as it is with facts that are about to be stored: each is judged by what was accepted just before it. Nothing of it
 * is known to anybody else until the store has it.
 */
import { isFolded } from '../../shared/orders/fold.ts';
import { foldFacts, type SentPlanFact } from '../../shared/orders/fold-facts.ts';
import type { JobStanding } from '../../shared/orders/job-state.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { queuesOf } from '../../shared/schedule/queue.ts';
import type { KnownLine } from './known-line.ts';
import { OrderMembers } from './order-members.ts';
import { planAfter } from './plan-after.ts';
import type { PlanRows } from './plan-rows.ts';

export class PlanTrial {
  readonly #base: PlanRows;
  readonly lines: readonly KnownLine[];
  readonly #folded = new Map<string, PlanRow>();
  readonly #members = new OrderMembers();
  #plan: Plan | null = null;
  #standings: ReadonlyMap<string, JobStanding> | null = null;
  #queues: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(base: PlanRows, lines: readonly KnownLine[]) {
    this.#base = base;
    this.lines = lines;
  }

  take(fact: SentPlanFact): void {
    const { plan } = this;
    const touched = foldFacts((rowId) => this.rowOf(rowId), [fact]);
    for (const [id, row] of touched) {
      this.#folded.set(id, row);
      this.#members.add(row);
    }
    this.#plan = planAfter(plan, touched.keys(), {
      rowOf: (id) => this.#folded.get(id) ?? this.#base.rowOf(id),
      jobsOf: (order) => [
        ...this.#base.jobsOf(order),
        ...this.#members.of(order).filter((id) => id.startsWith('job:')),
      ],
      orderOf: (job) => this.#members.orderOf({ id: job, entity: 'job' }) ?? this.#base.orderOf(job),
    });
    this.#queues = null;
    if (!leavesStandings(fact)) this.#standings = null;
  }

  formerOrder(field: 'lotNumber' | 'reference', value: string): string | null {
    return this.#base.formerOrder(field, value);
  }

  /** Also of what is deleted, or was over for long. */
  rowOf(rowId: string): PlanRow | undefined {
    return this.#folded.get(rowId) ?? this.#base.rows.get(rowId);
  }

  /** Whether a change is in that field of a row: it was taken, here or elsewhere. */
  has(rowId: string, field: string, change: string): boolean {
    const { state } = this.rowOf(rowId) ?? {};
    return state !== undefined && Object.hasOwn(state, field) && isFolded(state[field]!, change);
  }

  get plan(): Plan {
    return (this.#plan ??= this.#base.plan());
  }

  // Asked for only by some rules, and not cheap: all jobs are looked at.
  get standings(): ReadonlyMap<string, JobStanding> {
    return (this.#standings ??=
      this.#folded.size === 0 && this.plan === this.#base.plan()
        ? this.#base.standings()
        : this.#base.standingsIn(this.plan).standings);
  }

  get queues(): ReadonlyMap<string, readonly string[]> {
    return (this.#queues ??= queuesOf(this.plan, this.standings, this.lines).queues);
  }
}

/**
 * Fields that say nothing of what ran, ended or was made: rules that ask how jobs stand are answered as before. That a job
 * waits at a line, or in the parking lot, is asked of the plan.
 */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  order: ['due', 'priority', 'colour', 'notes', 'movesBy', 'reference', 'upstreamLot', 'lot'],
  job: ['place', 'operation', 'position', 'ratePerHour', 'setupMs', 'crew', 'tasks'],
};

function leavesStandings(fact: SentPlanFact): boolean {
  return (
    fact.type === 'change' &&
    fact.sets.every(
      ({ entity, set }) =>
        entity !== 'lot' && Object.keys(set).every((field) => BESIDE[entity]?.includes(field) ?? true),
    )
  );
}
