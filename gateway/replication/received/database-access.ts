/** Which databases a gateway may write and read, by their names. What is not there and what is not for it answer alike. */
import { databaseName, type DatabaseName } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import { pullOf } from '../../../shared/replication/may-pull.ts';
import type { GatewayPrincipal } from '../../auth/principal.ts';
import type { Store } from '../../store/store.ts';
import type { Bindings } from './bindings.ts';
import type { HeardGateways } from './heard-gateways.ts';
import { notYet } from './not-yet.ts';

/** An admin has to decide. */
const FOREIGN_LINE_MS = 300_000;

export interface DatabaseAccessParts {
  store: Pick<Store, 'databases'>;
  bindings: Bindings;
  heard: HeardGateways;
}

export class DatabaseAccess {
  readonly #parts: DatabaseAccessParts;

  constructor(parts: DatabaseAccessParts) {
    this.#parts = parts;
  }

  /**
   * A database of its own name, there or not: what it wrote as a gateway whose place it took may not have come here yet.
   * NOT_FOUND, or NOT_YET while its line is not bound to the gateway.
   */
  own(asking: GatewayPrincipal, database: string): DatabaseName {
    const { bindings, heard } = this.#parts;
    const name = databaseName(database);
    if (!name || !this.#isOwn(asking, name)) throw nothingThere(database);
    if (!('line' in name) || asking.lines.includes(name.line)) return name;
    heard.foreignLine(asking.id, name.line);
    const boundTo = bindings.of(name.line);
    const where = boundTo === null ? 'no gateway' : `gateway "${boundTo}"`;
    throw notYet(`Line "${name.line}" is bound to ${where}; an admin of the plant decides.`, FOREIGN_LINE_MS);
  }

  /** A database of somebody else that is there and that it may read. */
  async foreign(asking: GatewayPrincipal, database: string): Promise<DatabaseName> {
    const { store, bindings } = this.#parts;
    const name = databaseName(database);
    const isForIt = name !== null && pullOf(name, bindings.reader(asking)) !== null;
    if (isForIt && (await store.databases(database)).includes(database)) return name;
    throw nothingThere(database);
  }

  async any(asking: GatewayPrincipal, database: string): Promise<DatabaseName> {
    const name = databaseName(database);
    return name && this.#isOwn(asking, name) ? this.own(asking, database) : this.foreign(asking, database);
  }

  #isOwn(asking: GatewayPrincipal, { gateway }: DatabaseName): boolean {
    return gateway === asking.id || this.#parts.bindings.reader(asking).replaces.includes(gateway);
  }
}

function nothingThere(database: string): AppError {
  return new AppError('NOT_FOUND', `There is no database "${database.slice(0, 100)}" for this gateway.`);
}
