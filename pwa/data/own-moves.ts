/**
 * What somebody did in this tab, to be taken back and done again. Each is a new change: what others saw stays as it was. A
 * change that takes one back stands for what it brought back, so that the one before it can be taken back, too.
 */
import { MOST_SEEN, type ChangeSet } from '../../shared/documents/change.ts';
import { PLAN_SCHEMAS } from '../../shared/orders/entities.ts';
import { shown } from '../../shared/orders/fold.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';
import type { PlanRows } from './plan-shown.ts';

/** Of one field. `before` and `after` are the heads that it had, as they are told from one another. */
interface MovedField {
  back: unknown;
  forth: unknown;
  before: readonly string[];
  after: readonly string[];
}
interface MovedThing extends Pick<ChangeSet, 'entity' | 'id'> {
  fields: ReadonlyMap<string, MovedField>;
  /** It was made by this. */
  isNew: boolean;
}
interface Move {
  id: string;
  why: string | undefined;
  /** What people were told of it. */
  told: string | undefined;
  things: readonly MovedThing[];
  /** The change that took it back, or did it again, latest. */
  turnedBy?: string;
}

export type Way = 'back' | 'forth';
export interface Turned {
  /** `<entity>:<id>` of what somebody changed since. */
  changed: readonly string[];
  sets: ChangeSet[];
  why: string | undefined;
  told: string | undefined;
  /** It was entered under this id. */
  done: (id: string) => void;
}

const MOST_MOVES = 200;
type RowOf = PlanRows['get'];

export class OwnMoves {
  readonly #stacks: Record<Way, Move[]> = { back: [], forth: [] };
  /** By change, row and field: the heads in whose place it is. */
  readonly #standsFor = new Map<string, readonly string[]>();

  can(way: Way): boolean {
    return this.#stacks[way].length > 0;
  }

  /** `rowOf` = as rows were before. */
  moved(id: string, sets: readonly ChangeSet[], rowOf: RowOf, why?: string, told?: string): void {
    const things = sets.map((set) => this.#thing(id, set, rowOf(planRowId(set.entity, set.id))));
    this.#stacks.back.push({ id, why, told, things });
    if (this.#stacks.back.length > MOST_MOVES) this.#stacks.back.shift();
    this.#stacks.forth = [];
  }

  /** Somebody else works here now. */
  forget(): void {
    this.#stacks.back = [];
    this.#stacks.forth = [];
    this.#standsFor.clear();
  }

  /** The gateway did not take them: what was not taken back can still be, and so the other way round. */
  refused(ids: ReadonlySet<string>): boolean {
    const { back, forth } = this.#stacks;
    const isUnturned = ({ turnedBy }: Move) => turnedBy !== undefined && ids.has(turnedBy);
    const unturned = (moves: readonly Move[]) =>
      moves
        .filter(isUnturned)
        .map(({ turnedBy: _, ...move }): Move => move)
        .reverse();
    this.#stacks.back = [...back.filter((move) => !isUnturned(move)), ...unturned(forth)].filter(
      ({ id }) => !ids.has(id),
    );
    this.#stacks.forth = [...forth.filter((move) => !isUnturned(move)), ...unturned(back)];
    return this.#stacks.back.length < back.length;
  }

  /** How the latest is taken back, or done again; null = there is none. */
  turn(way: Way, rowOf: RowOf): Turned | null {
    const move = this.#stacks[way].at(-1);
    if (!move) return null;
    const changed = move.things.filter((thing) => this.#isChanged(thing, way, rowOf));
    return {
      changed: changed.map(({ entity, id }) => planRowId(entity, id)),
      sets: move.things.map((thing) => setOf(thing, way, rowOf)),
      why: move.why,
      told: move.told,
      done: (id) => this.#turned(move, way, id),
    };
  }

  #turned(move: Move, way: Way, id: string): void {
    this.#stacks[way] = this.#stacks[way].filter((one) => one !== move);
    this.#stacks[way === 'back' ? 'forth' : 'back'].push({ ...move, turnedBy: id });
    for (const { entity, id: thing, fields } of move.things)
      for (const [field, { before, after }] of fields)
        this.#standsFor.set(keyOf(id, planRowId(entity, thing), field), way === 'back' ? before : after);
  }

  #thing(change: string, { entity, id, set }: ChangeSet, row: PlanRow | undefined): MovedThing {
    const isNew = Object.values(row?.state ?? {}).every((field) => shown(field).value === undefined);
    const canDelete = 'deleted' in PLAN_SCHEMAS[entity];
    const fields = Object.entries(set).map(([field, forth]): [string, MovedField] => [
      field,
      { back: shown(row?.state[field]).value ?? null, forth, before: this.#heads(row, field), after: [change] },
    ]);
    if (isNew && canDelete)
      fields.push(['deleted', { back: true, forth: null, before: this.#heads(row, 'deleted'), after: [] }]);
    return { entity, id, fields: new Map(fields), isNew: isNew && canDelete };
  }

  #isChanged({ entity, id, fields, isNew }: MovedThing, way: Way, rowOf: RowOf): boolean {
    const row = rowOf(planRowId(entity, id));
    const others = isNew ? Object.keys(row?.state ?? {}).filter((field) => !fields.has(field)) : [];
    const isOther = ([field, { before, after }]: [string, MovedField]) =>
      !isSame(this.#heads(row, field), way === 'back' || isKept(isNew, field) ? after : before);
    return others.length > 0 || [...fields].some(isOther);
  }

  /** Ids of the heads of a field, those that stand for others as the others. */
  #heads(row: PlanRow | undefined, field: string): string[] {
    const heads = row?.state[field]?.heads ?? [];
    const ids = heads.flatMap(({ id }) => this.#standsFor.get(keyOf(id, row!.id, field)) ?? [id]);
    return [...new Set(ids)].sort();
  }
}

/** What was made and taken back is deleted: its fields stay as they were. */
function isKept(isNew: boolean, field: string): boolean {
  return isNew && field !== 'deleted';
}

function setOf({ entity, id, fields, isNew }: MovedThing, way: Way, rowOf: RowOf): ChangeSet {
  const turned = [...fields].filter(([field]) => !isKept(isNew, field));
  const state = rowOf(planRowId(entity, id))?.state ?? {};
  const heads = (field: string) => (state[field]?.heads ?? []).map((head) => head.id).slice(0, MOST_SEEN);
  return {
    entity,
    id,
    set: Object.fromEntries(turned.map(([field, moved]) => [field, moved[way]])),
    saw: Object.fromEntries(turned.map(([field]) => [field, heads(field)])),
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id, i) => id === others[i]);
}

function keyOf(change: string, row: string, field: string): string {
  return `${change}|${row}|${field}`;
}
