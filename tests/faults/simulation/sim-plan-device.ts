/** The plan on a device of the simulation: what it pulled, with what was entered here over it, and a person who plans with that. */
import type { Entry, EntryCollections } from '../../../pwa/data/collections.ts';
import type { Keep } from '../../../pwa/data/database.ts';
import type { EnteredPlanFact } from '../../../pwa/data/line-data.ts';
import { nextCounter } from '../../../pwa/data/outbox.ts';
import { OwnMoves, type Way } from '../../../pwa/data/own-moves.ts';
import { setsOf } from '../../../pwa/data/plan-drafts.ts';
import { enterSaid } from '../../../pwa/data/plan-entering.ts';
import { ofPlan } from '../../../pwa/data/plan-entries.ts';
import { PlanLooking, type Known } from '../../../pwa/data/plan-looking.ts';
import type { PlanRows } from '../../../pwa/data/plan-shown.ts';
import type { Draft, PlanView } from '../../../pwa/data/planning.ts';
import { may } from '../../../shared/access/may.ts';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import type { LinePaceRow, LotRow } from '../../../shared/orders/lot-row.ts';
import { planRowId, type PlanRow } from '../../../shared/orders/plan-row.ts';
import type { Said, Saying } from '../../../shared/orders/said.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import type { Life } from './life.ts';
import type { KeptRows } from './pulled-rows.ts';
import { REFERENCE, type Planner } from './sim-plan-plant.ts';

/** What its author had seen of what a fact sets: ids of facts by `<entity>:<id>.<field>`. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>;
export type Verb = (view: PlanView, world: VerbWorld) => Saying;

export interface PlanOnDeviceParts {
  id: string;
  user: Planner;
  outbox: ReadonlyMap<string, Entry>;
  refused: ReadonlyMap<string, unknown>;
  keep: Keep;
  now: () => number;
  /** Its present life, and what it keeps as that sees it. */
  running: () => { life: Life; entries: EntryCollections };
}

class MayNot extends Error {}

export class PlanOnDevice {
  readonly rows: KeptRows<PlanRow> = { rows: new Map(), place: null };
  readonly lots: KeptRows<LotRow | LinePaceRow> = { rows: new Map(), place: null };
  /** All that was entered here. */
  readonly entered = new Map<string, { fact: EnteredPlanFact; seen: Seen }>();
  readonly #parts: PlanOnDeviceParts;
  #looking = new PlanLooking();
  #moves = new OwnMoves();
  #draft: Draft | null = null;
  #seenInDraft = new Map<string, ReadonlySet<string>>();
  #version = 0;
  #turn = Promise.resolve();

  constructor(parts: PlanOnDeviceParts) {
    this.#parts = parts;
  }

  /** Its power went: what was not kept is forgotten. */
  forget(): void {
    this.#looking = new PlanLooking();
    this.#moves = new OwnMoves();
  }

  /** A draft is open. */
  get isTrying(): boolean {
    return this.#draft !== null;
  }

  /** As everybody will see it. */
  shown(): PlanRows {
    return this.#looking.rows(this.#known());
  }

  view(): PlanView {
    const passed = { now: this.#parts.now(), passed: true, undo: { canUndo: false, canRedo: false } };
    return this.#looking.view(this.#known(), passed)!;
  }

  /** What the verb answers is entered, or tried out in the open draft; nothing where it cannot be said. */
  say(verb: Verb): Promise<void> {
    return this.#inTurn(() => this.#say(verb));
  }

  undo(way: Way, anyway: boolean): Promise<void> {
    return this.#inTurn(() => this.#undo(way, anyway));
  }

  publish(): Promise<void> {
    return this.#inTurn(() => this.#publish());
  }

  openDraft(): void {
    const at = this.#parts.now();
    this.#draft ??= { id: `draft-${at}`, name: 'What if', begunAt: at, changedAt: at, steps: [] };
  }

  async #say(verb: Verb): Promise<void> {
    const view = this.view();
    const { situation, schedule } = view;
    const { id, keep } = this.#parts;
    const world = {
      ...{ situation, schedule, suffix: id.replace(/^device-/, '') },
      newId: () => `${id}-${nextCounter(keep)}`,
    };
    const saying = verb(view, world);
    if (!saying.ok || saying.said.length === 0) return;
    if (this.#draft === null) await this.#enter(saying.said, { undoable: true });
    else this.#addToDraft(saying.said);
  }

  async #undo(way: Way, anyway: boolean): Promise<void> {
    const rows = this.shown();
    this.#moves.refused(new Set(this.#parts.refused.keys()));
    const turned = this.#moves.turn(way, (id) => rows.get(id));
    if (!turned || this.#draft !== null || (turned.changed.length > 0 && !anyway)) return;
    const { sets, why, done } = turned;
    const [id] = await this.#enter([{ type: 'change', sets, ...(why !== undefined && { why }) }], { undoable: false });
    if (id !== undefined) done(id);
  }

  async #publish(): Promise<void> {
    if (this.#draft === null) return;
    const { name } = this.#draft;
    const sets = setsOf(this.#draft, new Set(this.#parts.refused.keys()));
    const seen = this.#seenInDraft;
    this.#seenInDraft = new Map();
    this.#draft = null;
    if (sets.length > 0)
      await this.#enter([{ type: 'change', sets, draft: name, why: 'tried out' }], { undoable: true, seen });
  }

  #addToDraft(said: readonly Said[]): void {
    if (!said.every((one) => one.type === 'change')) return;
    const sets = said.flatMap((one) => one.sets);
    // Of a field that the draft sets its own value is seen, whatever others say meanwhile.
    this.#seenInDraft = new Map([...seenIn(this.shown(), sets), ...this.#seenInDraft]);
    this.#draft = { ...this.#draft!, steps: [...this.#draft!.steps, { sets }] };
  }

  /** Ids; none if it was not to be, or the device ended. */
  async #enter(said: readonly Said[], how: { undoable: boolean; seen?: Seen }): Promise<string[]> {
    const { outbox, user, keep, now, running } = this.#parts;
    const { life, entries } = running();
    const before = this.shown();
    const there = new Set(outbox.keys());
    const person = {
      user,
      name: user,
      roles: [user],
      lines: '*' as const,
      until: Infinity,
      hasPin: false,
      byTicket: false,
    };
    const access: Parameters<typeof enterSaid>[0]['access'] = {
      state: { person },
      personFor: (right, line) => (may([person], right, line) ? Promise.resolve(person) : Promise.reject(new MayNot())),
    };
    const known = this.#known();
    const entering = enterSaid({ outbox: entries.outbox, access, keep, now, random: () => 0 }, said, {
      plan: this.#looking.plan(known),
      rows: before,
      lines: this.#looking.lines(known),
    });
    const entered = await Promise.race([
      entering.catch((error: unknown) => {
        if (error instanceof MayNot) return [];
        throw error;
      }),
      life.ended.then(() => null),
    ]);
    // Also what was kept in the last moment.
    const fresh = ofPlan([...outbox.values()]).filter(({ id }) => !there.has(id) && !this.entered.has(id));
    for (const { id, fact } of fresh) {
      const sets = fact.type === 'execution' ? [] : (fact.sets ?? []);
      this.entered.set(id, { fact, seen: how.seen ?? seenIn(before, sets) });
    }
    if (entered === null) return [];
    if (how.undoable && said.every((one) => one.type === 'change'))
      said.forEach(
        ({ sets, why }, i) => entered[i] && this.#moves.moved(entered[i].id, sets, (id) => before.get(id), why),
      );
    return entered.map(({ id }) => id);
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(act);
    return this.#turn;
  }

  #known(): Known {
    const rowsOf = <Row>({ rows }: KeptRows<Row>) => new Map([...rows.values()].map(({ id, row }) => [id, row]));
    const entries = ofPlan([...this.#parts.outbox.values()]).sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#version += 1;
    return {
      ...{ rows: rowsOf(this.rows), lots: rowsOf(this.lots), entries, reference: REFERENCE },
      version: { rows: this.#version, lots: this.#version },
      ...{ drafts: [], open: this.#draft, origin: this.#parts.id },
    };
  }
}

function seenIn(rows: PlanRows, sets: readonly ChangeSet[]): Map<string, ReadonlySet<string>> {
  const fields = sets.flatMap(({ entity, id, set }) =>
    Object.keys(set).map((field) => [planRowId(entity, id), field] as const),
  );
  return new Map(
    fields.map(([rowId, field]) => {
      const { heads = [], gone = [] } = rows.get(rowId)?.state[field] ?? {};
      return [`${rowId}.${field}`, new Set([...heads.map(({ id }) => id), ...gone])];
    }),
  );
}
