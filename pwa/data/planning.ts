/** The plan as pages see it, and what they may do with it. Contract of types; put together by `planningData`. */
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { ChangeSet } from '../../shared/documents/change.ts';
import type { LotRow } from '../../shared/orders/lot-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { NotSaid, Said } from '../../shared/orders/said.ts';
import type { Schedule, Situation } from '../../shared/schedule/schedule.ts';
import type { LineReference, PlantReference } from '../../shared/sync/rows.ts';
import type { EnteredPlanFact, Live } from './line-data.ts';

/** A what-if: changes that nobody else sees until they are published. Kept on this device. */
export interface Draft {
  id: string;
  name: string;
  /** When it was begun and last changed, ms. */
  begunAt: number;
  changedAt: number;
  /** In order of entering; not folded together, so that it can be taken back step by step. `told` = what people were told of it. */
  steps: readonly { sets: readonly ChangeSet[]; told?: string }[];
}

/** Emitted anew on each change, and every half minute for the time that passes. */
export interface PlanView {
  plant: PlantReference;
  lines: LineReference[];
  /** The open draft's changes and own entries are in. */
  plan: Plan;
  schedule: Schedule;
  /** What `schedule` was made from: for previews (`scheduleOf({...situation, plan: other})`). */
  situation: Situation;
  lots: readonly LotRow[];
  /** `<entity>:<id>` of what has entries that are only on this device, or a draft's. */
  unsent: ReadonlySet<string>;
  /** Of the open draft; null = this is the plan. */
  draft: Draft | null;
  drafts: readonly Draft[];
  /** Of people and gateways, by id, as far as this device knows them; absent = none. */
  names?: ReadonlyMap<string, string>;
  /** The plan without the open draft; the same objects as `plan` and `schedule` without one. */
  published: { plan: Plan; schedule: Schedule };
  undo: UndoState;
}

/** One's own moves of this session (of this draft, while one is open). */
export interface UndoState {
  canUndo: boolean;
  canRedo: boolean;
}
/**
 * `told` = what people were told when it was done, as far as that is known. `changed`: somebody changed it since; `entities` says what, and nothing was taken back unless `anyway` is given. Else why the
 * plan cannot take it, asked before it is entered; `frozen` = with a reason it can.
 */
export type UndoOutcome =
  { ok: true; told?: string } | { ok: false; why: 'nothing' | 'changed'; entities: readonly string[] } | NotSaid;

/** One line of an entity's history, newest first. */
export interface HistoryEntry {
  id: string;
  at: number;
  user: string | null;
  origin: string;
  type: 'change' | 'transfer' | 'execution';
  /** Of a change: fields as they were set. */
  set?: Record<string, unknown>;
  /** Of the others, as they were said. */
  said?: Record<string, unknown>;
  why?: string;
  draft?: string;
  unsent: boolean;
}
/** What is known here of a history is always given; `complete` = the gateway was asked and answered. */
export interface History {
  entries: readonly HistoryEntry[];
  complete: boolean;
}

/** A field of a draft that others changed since it was begun, as somebody is shown it. */
export interface ChangedMeanwhile {
  entity: PlanEntity;
  id: string;
  field: string;
  was: unknown;
  is: unknown;
  draft: unknown;
  /** Ids of the changes that are there now. */
  heads: readonly string[];
}

export interface PlanningData {
  /** Null = nothing of the plan is on this device yet. */
  plan: Live<PlanView | null>;
  /**
   * Enters what a verb answered: durably on this device, at once in `plan`. While a draft is open, changes go there (transfers
   * and executions cannot be tried out, and reject with an error that says so). By whoever is signed on and may; rejects with
   * `NotSignedOn` when that is dismissed. `undoable` (default true): it can be taken back, and `told` is then
   * what people were told of it.
   */
  enter(said: readonly Said[], options?: { undoable?: boolean; told?: string }): Promise<void>;
  /**
   * Whether it gives orders numbers of ones that were over so long ago that they are not on this device: the gateway is asked.
   * Null = it does not, or the gateway does not answer at once; it will say so then when it hears of it. Never rejects.
   */
  takenBefore(said: readonly Said[]): Promise<NotSaid | null>;
  /** What was refused, said anew over what is there now and never into a draft; `why` = with this reason instead, or with none if it is empty. */
  again(fact: EnteredPlanFact, why?: string): Promise<void>;
  /** `why` = with this reason instead of the one with which it was done. */
  undo(options?: { anyway?: boolean; why?: string }): Promise<UndoOutcome>;
  redo(options?: { anyway?: boolean; why?: string }): Promise<UndoOutcome>;
  /** Opens a new draft; null closes the open one without publishing or discarding. */
  openDraft(name: string): Promise<void>;
  showDraft(id: string | null): Promise<void>;
  renameDraft(id: string, name: string): Promise<void>;
  discardDraft(id: string): Promise<void>;
  /** Fields of the open draft that others changed since it was begun. */
  changedMeanwhile(id: string): readonly ChangedMeanwhile[];
  /**
   * Enters all of it as one change by its name; the draft is gone then. It stays where the plan cannot take it. `shown` = what
   * others changed, as far as somebody has looked at it: that the draft replaces; what came after the look stands beside it.
   */
  publishDraft(id: string, why?: string, shown?: readonly ChangedMeanwhile[]): Promise<{ ok: true } | NotSaid>;
  history(entity: PlanEntity, id: string): Promise<History>;
  /** An id for something new: `<device>-<counter>`. */
  newId(): string;
  /** This device's part of queue keys. */
  keySuffix(): string;
}
