/**
 * The plan as one can work with it: values instead of heads, each with what has to be known to change it. Built from rows; rows
 * that are the same objects as before cost nothing (`readPlan`).
 */
import type { PlanEntity } from '../documents/change.ts';
import type { PlanFields } from './entities.ts';
import type { Head } from './fold.ts';
import type { ExecutionEntry, TransferEntry } from './plan-row.ts';

/** Different values of one field, set by people who had not seen each other's. */
export interface FieldConflict {
  field: string;
  /** The first shows until somebody chooses. */
  versions: readonly Head[];
}

export interface Planned<E extends PlanEntity> {
  id: string;
  entity: E;
  fields: PlanFields<E>;
  /** Ids of the heads by field, for `saw`. */
  heads: Readonly<Record<string, readonly string[]>>;
  /** What shows of each field, with who said it, when and why; absent = it is a preview that nobody said yet. */
  said?: Readonly<Record<string, Head>>;
  conflicts: readonly FieldConflict[];
  /** Fields of which a change is known that saw one that is not. */
  waiting: readonly string[];
}

export interface WorkOrder extends Planned<'order'> {
  /** Ordered − out + in; below 0 when more went than there was; null = nobody said how many. */
  quantity: number | null;
  transfers: readonly TransferEntry[];
  /** Ids, in order of position. */
  jobs: readonly string[];
}

export interface JobOrder extends Planned<'job'> {
  executions: readonly ExecutionEntry[];
}

/** What is deleted is in none of the lists, but for orders and jobs that people ran all the same (see `readPlan`). */
export interface Plan {
  orders: ReadonlyMap<string, WorkOrder>;
  jobs: ReadonlyMap<string, JobOrder>;
  comments: ReadonlyMap<string, Planned<'comment'>>;
  tasks: ReadonlyMap<string, Planned<'task'>>;
  products: ReadonlyMap<string, Planned<'product'>>;
  rates: ReadonlyMap<string, Planned<'rate'>>;
  changeovers: ReadonlyMap<string, Planned<'changeover'>>;
  weeks: ReadonlyMap<string, Planned<'week'>>;
  exceptions: ReadonlyMap<string, Planned<'exception'>>;
  settings: ReadonlyMap<string, Planned<'setting'>>;
  lots: ReadonlyMap<string, Planned<'lot'>>;
  views: ReadonlyMap<string, Planned<'view'>>;
}
