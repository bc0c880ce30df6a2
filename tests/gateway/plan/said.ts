/** What people say about the plan, as a device writes it and as a gateway stores it. */
import type { Change, ChangeSet } from '../../../shared/documents/change.ts';
import type { Execution, ExecutionVerb } from '../../../shared/documents/execution.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import type { Transfer } from '../../../shared/documents/transfer.ts';

/** A device on which one person enters one thing after the other, a second apart. */
export class Author {
  readonly origin: string;
  readonly user: string;
  at: number;
  #counter = 0;

  constructor({ at, origin = 'desktop1', user = 'binder' }: { at: number; origin?: string; user?: string }) {
    this.at = at;
    this.origin = origin;
    this.user = user;
  }

  change(...sets: ChangeSet[]): Omit<Change, 'received'> {
    return { ...this.#entered('change'), line: null, sets };
  }

  transfer(said: Pick<Transfer, 'kind' | 'from' | 'to' | 'quantity' | 'sets'>): Omit<Transfer, 'received'> {
    return { ...this.#entered('transfer'), line: null, ...said };
  }

  execution(job: string, verb: ExecutionVerb, line = 'line8'): Omit<Execution, 'received'> {
    return { ...this.#entered('execution'), line, job, verb };
  }

  #entered<T extends string>(type: T) {
    this.at += 1_000;
    const by = { origin: this.origin, user: this.user };
    return { _id: personFactId(type, this.at, this.origin, ++this.#counter), type, schema: 1, at: this.at, by };
  }
}

/** Values of a thing that nobody set before, or after the changes of these ids. */
export function setting(
  entity: ChangeSet['entity'],
  id: string,
  set: Record<string, unknown>,
  saw: Record<string, string[]> = {},
): ChangeSet {
  return { entity, id, set, saw };
}

/** An order of 1000 with one job, parked or on a line. */
export function newOrder(id: string, { line, key = 'a.x' }: { line?: string; key?: string } = {}): ChangeSet[] {
  return [
    setting('order', id, { lot: id, lotNumber: `64${id.replace(/\D/g, '')}`, quantity: 1_000 }),
    setting('job', `${id}.fill`, {
      ...{ order: id, operation: 'Fill', position: 0 },
      ...(line !== undefined && { place: { line, key } }),
    }),
  ];
}
