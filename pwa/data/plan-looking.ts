/** The plan and what follows from it, put together anew only as far as something is another than before. */
import { readPlan } from '../../shared/orders/read-plan.ts';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { touchedRows } from '../../shared/orders/fold-facts.ts';
import { standingsOf } from '../../shared/orders/standings.ts';
import type { RuleWorld } from '../../shared/orders/rules.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';
import { queuesOf } from '../../shared/schedule/queue.ts';
import { scheduleOf } from '../../shared/schedule/schedule-of.ts';
import type { Schedule, Situation } from '../../shared/schedule/schedule.ts';
import type { PlantReference, ReferenceRow } from '../../shared/sync/rows.ts';
import type { RecentPerson } from './access.ts';
import { linesOf } from './line-view.ts';
import type { PlanEntry } from './plan-entries.ts';
import { namesOf } from './plan-names.ts';
import { DraftedRows, rowsOf, withEntries } from './plan-shown.ts';
import type { Draft, PlanView, UndoState } from './planning.ts';

/** All that the plan is made of. Parts that are the same objects are taken as unchanged, but for the maps: those have a version. */
export interface Known {
  rows: ReadonlyMap<string, PlanRow>;
  lots: ReadonlyMap<string, LotRow | LinePaceRow>;
  /** Another one whenever anything in `rows` or `lots` is. */
  version: { rows: number; lots: number };
  /** What was entered here and may not be in the rows. */
  entries: readonly PlanEntry[];
  reference: readonly ReferenceRow[];
  drafts: readonly Draft[];
  open: Draft | null;
  /** This device. */
  origin: string;
  /** Whose names are known here; absent = nobody's. */
  people?: readonly RecentPerson[];
}

export class PlanLooking {
  /** As everybody will see it. */
  readonly rows = remembered((known: Known) => withEntries(rowsOf(known.rows), known.entries.map(factOf)), {
    by: ({ version, entries }) => [version.rows, ...entries.map(({ id }) => id)],
  });
  readonly plan = remembered((known: Known) => readPlan(this.rows(known)), { by: (known) => [this.rows(known)] });
  readonly #draftRows = new DraftedRows();
  readonly #drafted = remembered(
    (known: Known) =>
      known.open ? readPlan(this.#draftRows.over(this.rows(known), known.open, known.origin)) : this.plan(known),
    { by: (known) => [this.plan(known), known.open] },
  );
  readonly #lots = remembered(({ lots }: Known) => [...lots.values()].filter((row) => 'lot' in row), {
    by: ({ version }) => [version.lots],
  });
  readonly #paces = remembered(({ lots }: Known) => [...lots.values()].filter((row) => 'paces' in row), {
    by: ({ version }) => [version.lots],
  });
  readonly lines = remembered(({ reference }: Known) => linesOf(reference), { by: ({ reference }) => [reference] });
  readonly #names = remembered(({ reference, people = [] }: Known) => namesOf(reference, people), {
    by: ({ reference, people }) => [reference, people],
  });
  readonly #published = new Following();
  readonly #shown = new Following();

  /** What is asked of an entry that no verb has asked: the plan as everybody will see it. Null = no line is known here. */
  rules(known: Known, now: number): RuleWorld | null {
    const [plan, lines] = [this.plan(known), this.lines(known)];
    if (lines.length === 0) return null;
    const { standings } = standingsOf({ plan, lots: this.#lots(known), lines, now });
    return { plan, standings, lines, queues: queuesOf(plan, standings, lines).queues };
  }

  /** Null = the plant is not known here. `passed` = time has passed that matters by itself. */
  view(known: Known, { now, passed, undo }: { now: number; passed: boolean; undo: UndoState }): PlanView | null {
    const plant = known.reference.find(({ kind }) => kind === 'plant')?.body as PlantReference | undefined;
    if (!plant) return null;
    const lines = this.lines(known);
    const lots = this.#lots(known);
    const around = { lots, paces: this.#paces(known), lines, plant };
    const published = this.#published.follow(this.plan(known), around, { now, passed });
    const { schedule, situation } = known.open
      ? this.#shown.follow(this.#drafted(known), around, { now: published.situation.now, passed })
      : published;
    return {
      ...{ plant, lines, lots, schedule, situation, undo },
      plan: situation.plan,
      unsent: unsentOf(known),
      draft: known.open,
      drafts: known.drafts,
      names: this.#names(known),
      published: { plan: published.situation.plan, schedule: published.schedule },
    };
  }
}

type Around = Pick<Situation, 'lots' | 'paces' | 'lines' | 'plant'>;

/** What follows from a plan, as long as nothing is another. */
class Following {
  #last: { of: readonly unknown[]; situation: Situation; schedule: Schedule } | null = null;

  follow(
    plan: Plan,
    { lots, paces, lines, plant }: Around,
    { now, passed }: { now: number; passed: boolean },
  ): { situation: Situation; schedule: Schedule } {
    const of = [plan, lots, paces, lines, plant];
    if (this.#last && !passed && isSame(this.#last.of, of)) return this.#last;
    // With the same moment what an edit does not touch need not be computed again; counts are of their own moment.
    const isEdit = this.#last && !passed && this.#last.of[1] === lots;
    const situation = { plan, lots, paces, lines, plant, now: isEdit ? this.#last!.situation.now : now };
    this.#last = { of, situation, schedule: scheduleOf(situation) };
    return this.#last;
  }
}

function unsentOf({ entries, open }: Known): ReadonlySet<string> {
  const unsent = entries.filter(({ acceptedAt }) => acceptedAt === null).flatMap(({ fact }) => touchedRows(fact));
  const drafted = (open?.steps ?? []).flatMap(({ sets }) => sets.map(({ entity, id }) => planRowId(entity, id)));
  return new Set([...unsent, ...drafted]);
}

function factOf({ fact }: PlanEntry): PlanEntry['fact'] {
  return fact;
}

/** The last result, as long as what it is made `by` is the same. */
function remembered<From, To>(make: (from: From) => To, { by }: { by: (from: From) => readonly unknown[] }) {
  let last: { of: readonly unknown[]; made: To } | null = null;
  return (from: From): To => {
    const of = by(from);
    if (!last || !isSame(last.of, of)) last = { of, made: make(from) };
    return last.made;
  };
}

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, i) => Object.is(one, others[i]));
}
