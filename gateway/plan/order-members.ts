/** Which rows belong to which order: they leave devices together with it. */
import { shown } from '../../shared/orders/fold.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';

export class OrderMembers {
  /** Order's row → rows of its jobs, comments and tasks. */
  readonly #members = new Map<string, Set<string>>();
  readonly #orderOf = new Map<string, string>();
  /** Job's row → rows of its tasks: they may come before it. */
  readonly #tasks = new Map<string, Set<string>>();

  add(row: PlanRow): void {
    if (row.entity === 'task') {
      const job = jobOfTask(row.id);
      this.#tasks.set(job, (this.#tasks.get(job) ?? new Set()).add(row.id));
    }
    if (row.entity !== 'job' && row.entity !== 'comment') return;
    const { value: order } = shown(row.state.order);
    if (typeof order !== 'string') return;
    const now = planRowId('order', order);
    const before = this.#orderOf.get(row.id);
    if (before === now) return;
    if (before !== undefined) this.#members.get(before)?.delete(row.id);
    this.#orderOf.set(row.id, now);
    this.#members.set(now, (this.#members.get(now) ?? new Set()).add(row.id));
  }

  /** The order's row that this one goes with, itself if it is one; null = it is of no order, or nobody knows which. */
  orderOf({ id, entity }: Pick<PlanRow, 'id' | 'entity'>): string | null {
    if (entity === 'order') return id;
    return this.#orderOf.get(entity === 'task' ? jobOfTask(id) : id) ?? null;
  }

  /** Rows of jobs, comments and tasks of an order, by its row. */
  of(order: string): string[] {
    return [...(this.#members.get(order) ?? [])].flatMap((id) => [id, ...(this.#tasks.get(id) ?? [])]);
  }
}

/** A task's id is `<job>.<key>`. */
function jobOfTask(rowId: string): string {
  const id = rowId.slice('task:'.length);
  return planRowId('job', id.slice(0, id.lastIndexOf('.')));
}
