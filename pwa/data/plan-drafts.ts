/** What-ifs of this device: kept like everything that people enter, shared by its tabs. One of them is shown in each tab. */
import { BehaviorSubject, map, type Observable } from 'rxjs';
import { AppError } from '../../shared/errors.ts';
import { MOST_SEEN, MOST_SETS, type ChangeSet } from '../../shared/documents/change.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';
import { shown } from '../../shared/orders/fold.ts';
import type { EntryCollections } from './collections.ts';
import type { Keep } from './database.ts';
import { DRAFTED, type PlanRows } from './plan-shown.ts';
import type { ChangedMeanwhile, Draft } from './planning.ts';

/** `was`: what a field showed when it was first changed here, by `<entity>:<id>.<field>`. */
export type DraftStep = Draft['steps'][number] & { was?: Readonly<Record<string, unknown>> };

const LONGEST_NAME = 80;

export class Drafts {
  /** In order of beginning. */
  readonly all$: Observable<Draft[]>;
  /** Id; null = the plan itself. */
  readonly open$: BehaviorSubject<string | null>;
  readonly #kept: EntryCollections['drafts'];
  readonly #now: () => number;
  /** Steps that were taken back in this tab, by draft, the latest last. */
  readonly #takenBack = new Map<string, DraftStep[]>();

  /** Whoever looked at a draft looks at it again when the page is loaded again: a move on the plan would be real. */
  constructor(kept: EntryCollections['drafts'], keep: Keep, now: () => number) {
    this.open$ = new BehaviorSubject(keep.getItem('draft') || null);
    this.open$.subscribe((id) => keep.setItem('draft', id ?? ''));
    this.#kept = kept;
    this.#now = now;
    this.all$ = kept
      .find()
      .$.pipe(map((all) => all.map((one) => one.toJSON() as Draft).sort((a, b) => a.begunAt - b.begunAt)));
    // It was published or discarded in another tab.
    this.all$.subscribe((all) => {
      const open = this.open$.value;
      if (open !== null && !all.some(({ id }) => id === open)) this.open$.next(null);
    });
  }

  async open(id: string, name: string): Promise<void> {
    const at = this.#now();
    await this.#kept.insert({ id, name: name.slice(0, LONGEST_NAME), begunAt: at, changedAt: at, steps: [] });
    this.open$.next(id);
  }

  async show(id: string | null): Promise<void> {
    if (id !== null) await this.get(id);
    this.open$.next(id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, () => ({ name: name.slice(0, LONGEST_NAME) }));
  }

  async discard(id: string): Promise<void> {
    await this.#kept.bulkRemove([id]);
    this.#takenBack.delete(id);
    if (this.open$.value === id) this.open$.next(null);
  }

  /** Rejects when there is none: it was published or discarded in another tab. */
  async get(id: string): Promise<Draft> {
    const kept = await this.#kept.findOne(id).exec();
    if (!kept) throw new AppError('NOT_FOUND', `There is no draft "${id}" any more; look at the plan.`);
    return kept.toJSON() as Draft;
  }

  /** `rows` = as they are without the draft; `told` = what people are told of it. */
  async add(id: string, { sets, told }: DraftStep, rows: PlanRows): Promise<void> {
    this.#takenBack.delete(id);
    const was = Object.fromEntries(
      sets.flatMap(({ entity, id: of, set }) =>
        Object.keys(set).map((field) => [
          `${planRowId(entity, of)}.${field}`,
          valueIn(rows, planRowId(entity, of), field),
        ]),
      ),
    );
    await this.#addStep(id, { sets, was, ...(told !== undefined && { told }) });
  }

  /** The step that it was; null = there is none. */
  async takeBack(id: string): Promise<DraftStep | null> {
    const step = (await this.get(id)).steps.at(-1);
    if (!step) return null;
    await this.#change(id, ({ steps }) => ({ steps: steps.slice(0, -1) }));
    this.#takenBack.set(id, [...(this.#takenBack.get(id) ?? []), step]);
    return step;
  }

  /** As `takeBack`. */
  async doAgain(id: string): Promise<DraftStep | null> {
    const taken = this.#takenBack.get(id) ?? [];
    const step = taken.at(-1);
    if (!step) return null;
    await this.#addStep(id, step);
    this.#takenBack.set(id, taken.slice(0, -1));
    return step;
  }

  canDoAgain(id: string): boolean {
    return (this.#takenBack.get(id) ?? []).length > 0;
  }

  #addStep(id: string, step: DraftStep): Promise<void> {
    return this.#change(id, ({ steps }) => ({ steps: [...steps, step] }));
  }

  async #change(id: string, change: (draft: Draft) => Partial<Draft>): Promise<void> {
    const kept = await this.#kept.findOne(id).exec();
    if (!kept) throw new AppError('NOT_FOUND', `There is no draft "${id}" any more; look at the plan.`);
    await kept.incrementalModify((draft) => ({ ...draft, ...change(draft as Draft), changedAt: this.#now() }));
  }
}

/**
 * All steps as one change: of each field the last value, and all that was seen of it outside the draft, at last when it was
 * compared (`looked`). What was refused since then nobody has to have seen. Throws when it is more than a change may hold.
 */
export function setsOf(
  { name, steps }: Draft,
  refused: ReadonlySet<string>,
  looked: readonly Pick<ChangedMeanwhile, 'entity' | 'id' | 'field' | 'heads'>[] = [],
): ChangeSet[] {
  const lookedAt = new Map(looked.map(({ entity, id, field, heads }) => [`${planRowId(entity, id)}.${field}`, heads]));
  const all = new Map<string, ChangeSet>();
  for (const { entity, id, set, saw } of steps.flatMap(({ sets }) => sets)) {
    const key = planRowId(entity, id);
    const before = all.get(key);
    const fields = Object.keys(set).map((field) => {
      const seen = [...(before?.saw[field] ?? []), ...(saw[field] ?? []), ...(lookedAt.get(`${key}.${field}`) ?? [])];
      return [
        field,
        [...new Set(seen)].filter((one) => !one.startsWith(DRAFTED) && !refused.has(one)).slice(-MOST_SEEN),
      ];
    });
    const sawAll = { ...before?.saw, ...(Object.fromEntries(fields) as ChangeSet['saw']) };
    all.set(key, { entity, id, set: { ...before?.set, ...set }, saw: sawAll });
  }
  if (all.size > MOST_SETS)
    throw new AppError(
      'REQUEST_INVALID',
      `The draft "${name}" changes ${all.size} things; ${MOST_SETS} can be published at once. Take some of it back.`,
    );
  return [...all.values()];
}

/** Fields of the draft that have another head than those that were seen when they were changed in it. */
export function changedMeanwhile(draft: Draft, rows: PlanRows): ChangedMeanwhile[] {
  const was: Record<string, unknown> = {};
  for (const step of [...(draft.steps as readonly DraftStep[])].reverse()) Object.assign(was, step.was);
  return setsOf(draft, new Set()).flatMap(({ entity, id, set, saw }) => {
    const rowId = planRowId(entity, id);
    const row = rows.get(rowId);
    return Object.entries(set)
      .filter(([field]) => headsOf(row, field).some((head) => !saw[field]?.includes(head)))
      .map(([field, draft]) => ({
        ...{ entity, id, field, draft, heads: headsOf(row, field) },
        ...{ was: was[`${rowId}.${field}`] ?? null, is: valueIn(rows, rowId, field) },
      }));
  });
}

function headsOf(row: PlanRow | undefined, field: string): string[] {
  return (row?.state[field]?.heads ?? []).map(({ id }) => id);
}

function valueIn(rows: PlanRows, rowId: string, field: string): unknown {
  return shown(rows.get(rowId)?.state[field]).value ?? null;
}
