/**
 * The plan as devices pull it: one row for everything that planners keep, folded from what all gateways say in their `plan_`
 * databases. All rows are in memory too, so that what somebody enters can be judged against the plan without asking the store.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PlanEntity } from '../../shared/documents/change.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import { shown } from '../../shared/orders/fold.ts';
import { foldFacts, touchedRows, type SentPlanFact } from '../../shared/orders/fold-facts.ts';
import type { JobStanding } from '../../shared/orders/job-state.ts';
import type { LotRow } from '../../shared/orders/lot-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import { standingsOf, type Standings } from '../../shared/orders/standings.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import type { StoredDocument } from '../store/store.ts';
import { entriesByRow, withEntries, type PastEntry } from './history.ts';
import type { KnownLine } from './known-line.ts';
import { OrderMembers } from './order-members.ts';
import { planAfter } from './plan-after.ts';
import { planFactsOf } from './plan-facts.ts';
import { untilOfOrder, untilOfRow } from './until.ts';

/** A row as it is stored; devices do not get its history. */
export type StoredPlanRow = PlanRow & { history: readonly PastEntry[] };

/** People's facts are listed in rows this long. */
const FACTS_MS = 7 * 24 * HOUR_MS;
const PAGE = 1_000;
const PLAN_MS = HOUR_MS;
const MOST_CHANGED = 1_000;

export interface PlanRowsParts {
  rows: LocalRows<StoredPlanRow>;
  /** What the lines made, as far as it is known here; the same array while nothing changed. */
  lots: () => readonly LotRow[];
  /** Of the plant, as far as they are known here. */
  lines: () => readonly KnownLine[];
  now: () => number;
}

export class PlanRows {
  readonly #parts: PlanRowsParts;
  /** What is known here, stored or about to be. Rows are never changed in place. */
  readonly #rows = new Map<string, PlanRow>();
  /** Of these the store has other ones, or none. */
  readonly #unstored = new Set<string>();
  readonly #members = new OrderMembers();
  /** Until then how long rows are needed is not looked at: it needs the whole plan. */
  #hasAll = false;
  #plan: { plan: Plan; readAt: number } | null = null;
  /** Rows that changed since the plan was read. */
  readonly #changed = new Set<string>();
  #standings: { plan: Plan; lots: readonly LotRow[]; standings: ReadonlyMap<string, JobStanding> } | null = null;
  /** Ids of orders that are over for long, by what they had. */
  #former: ({ plan: Plan } & Record<'lotNumber' | 'reference', ReadonlyMap<string, string>>) | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: PlanRowsParts) {
    this.#parts = parts;
  }

  /** With everything that was stored before. */
  static async open(parts: PlanRowsParts): Promise<PlanRows> {
    const plan = new PlanRows(parts);
    for (let from = '0'; ;) {
      const page = await parts.rows.range({ from, to: '~', limit: PAGE });
      for (const { history: _, ...row } of page) plan.#set(row);
      if (page.length < PAGE) return plan;
      // `!` sorts below every character that ids may have.
      from = `${page.at(-1)!.id}!`;
    }
  }

  get rows(): ReadonlyMap<string, PlanRow> {
    return this.#rows;
  }

  /** Undefined = it is not there, or was over for long. */
  rowOf(id: string): PlanRow | undefined {
    const row = this.#rows.get(id);
    return row && (row.until === null || row.until > this.#parts.now()) ? row : undefined;
  }

  jobsOf(order: string): string[] {
    return this.#members.of(order).filter((id) => id.startsWith('job:'));
  }

  orderOf(job: string): string | null {
    return this.#members.orderOf({ id: job, entity: 'job' });
  }

  /** Folds what is in `plan_` databases (any order, repeats harmless) into the rows, and stores those. */
  handle(documents: readonly StoredDocument[]): Promise<void> {
    const facts = planFactsOf(documents);
    return this.#inTurn(async () => {
      this.know(facts);
      if (this.#hasAll) this.#settle(new Set(facts.flatMap(touchedRows)));
      await this.#store(entriesByRow(facts));
    });
  }

  /** Everything that there was at the start is handled. */
  hasAll(): Promise<void> {
    return this.#inTurn(async () => {
      this.#hasAll = true;
      this.#settle(this.#rows.keys());
      await this.#store(new Map());
    });
  }

  /** Facts that are in the store now; whoever asks next is answered with them in mind, also before `handle` gets them. */
  know(facts: readonly SentPlanFact[]): void {
    const oldest = this.#parts.now() - FACTS_MS;
    for (const [id, row] of foldFacts((rowId) => this.#rows.get(rowId), facts)) {
      if (row === this.#rows.get(id)) continue;
      const recent = row.facts.filter((fact) => saidAt(fact) >= oldest);
      this.#change(recent.length === row.facts.length ? row : { ...row, facts: recent });
    }
  }

  /** As devices have it: what has been over for long is not in it. */
  plan(): Plan {
    const now = this.#parts.now();
    // Time passes too: anew after a while, or when so much changed that nothing is won.
    if (!this.#plan || now - this.#plan.readAt > PLAN_MS || this.#changed.size > MOST_CHANGED)
      this.#plan = { plan: readPlan(this.shown()), readAt: now };
    else if (this.#changed.size > 0) this.#plan.plan = planAfter(this.#plan.plan, this.#changed, this);
    this.#changed.clear();
    return this.#plan.plan;
  }

  standings(): ReadonlyMap<string, JobStanding> {
    const [plan, lots] = [this.plan(), this.#parts.lots()];
    if (this.#standings?.plan !== plan || this.#standings.lots !== lots)
      this.#standings = { plan, lots, ...this.standingsIn(plan) };
    return this.#standings.standings;
  }

  standingsIn(plan: Plan): Standings {
    const { lots, lines, now } = this.#parts;
    return standingsOf({ plan, lots: lots(), lines: lines(), now: now() });
  }

  /** Rows that devices have. */
  *shown(): Generator<PlanRow> {
    const now = this.#parts.now();
    for (const row of this.#rows.values()) if (row.until === null || row.until > now) yield row;
  }

  /** An order that devices do not have any more; null = none of these has it. */
  formerOrder(field: 'lotNumber' | 'reference', value: string): string | null {
    const plan = this.plan();
    if (this.#former?.plan !== plan) this.#former = { plan, ...this.#formerOrders() };
    return this.#former[field].get(value) ?? null;
  }

  #formerOrders(): Record<'lotNumber' | 'reference', Map<string, string>> {
    const found = { lotNumber: new Map<string, string>(), reference: new Map<string, string>() };
    const now = this.#parts.now();
    for (const { id, entity, state, until } of this.#rows.values()) {
      if (entity !== 'order' || until === null || until > now || shown(state['deleted']).value === true) continue;
      for (const [field, orders] of Object.entries(found)) {
        const { value } = shown(state[field]);
        if (typeof value === 'string') orders.set(value, id.slice('order:'.length));
      }
    }
    return found;
  }

  /** Newest first; empty also of what nobody knows. */
  async history(entity: PlanEntity, id: string): Promise<readonly PastEntry[]> {
    const [row] = await this.#parts.rows.get([planRowId(entity, id)]);
    return row?.history ?? [];
  }

  #set(row: PlanRow): void {
    this.#rows.set(row.id, row);
    this.#members.add(row);
    this.#changed.add(row.id);
  }

  #change(row: PlanRow): void {
    this.#set(row);
    this.#unstored.add(row.id);
  }

  async #store(entries: ReadonlyMap<string, PastEntry[]>): Promise<void> {
    const ids = [...new Set([...this.#unstored, ...entries.keys()])];
    for (let i = 0; i < ids.length; i += PAGE) {
      const some = ids.slice(i, i + PAGE).map((id) => this.#rows.get(id)!);
      const before = await this.#parts.rows.get(some.map(({ id }) => id));
      const after = some.map((row, n): StoredPlanRow => {
        return { ...row, history: withEntries(before[n]?.history ?? [], entries.get(row.id) ?? []) };
      });
      await this.#parts.rows.put(after.filter((row, n) => !isDeepStrictEqual(row, before[n])));
      for (const row of some) if (this.#rows.get(row.id) === row) this.#unstored.delete(row.id);
    }
  }

  /** Looks anew at how long these rows are needed, and those that go with them. */
  #settle(touched: Iterable<string>): void {
    const orders = new Set<string>();
    for (const id of touched) {
      const row = this.#rows.get(id)!;
      const order = this.#members.orderOf(row);
      if (order !== null && this.#rows.has(order)) orders.add(order);
      else this.#needUntil(row, order === null ? untilOfRow(row) : null);
    }
    if (orders.size === 0) return;
    const standings = this.standings();
    for (const id of orders) {
      const order = this.#rows.get(id)!;
      const members = this.#members.of(id).flatMap((member) => this.#rows.get(member) ?? []);
      const jobs = members.filter(({ entity }) => entity === 'job');
      const until = untilOfOrder(order, jobs, standings);
      for (const row of [order, ...members]) this.#needUntil(row, until);
    }
  }

  #needUntil(row: PlanRow, until: number | null): void {
    if (row.until !== until) this.#change({ ...row, until });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

/** A person's fact says in its id when it was said. */
function saidAt(fact: string): number {
  return Number(fact.split(':')[1]);
}
