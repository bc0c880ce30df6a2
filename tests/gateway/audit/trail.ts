/** A trail of a gateway in a test: a store in memory that can be away, a clock that is set, a head's file of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Happened } from '../../../gateway/audit/audit.ts';
import { AuditChain } from '../../../gateway/audit/audit-chain.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { InsertOutcome, Store, StoredDocument } from '../../../gateway/store/store.ts';
import type { AuditEntry } from '../../../shared/documents/audit.ts';
import { AppError } from '../../../shared/errors.ts';

export const GATEWAY = 'gw-test';
export const NOON = Date.UTC(2026, 9, 6, 12);

/** `away`: nothing is stored. `deaf`: it stores, and nobody learns of it. */
export class UnsteadyStore extends MemoryStore {
  state: 'here' | 'away' | 'deaf' = 'here';
  inserts = 0;

  override async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    if (this.state === 'away') throw new AppError('STORE_UNREACHABLE', 'The store is away.');
    this.inserts++;
    const outcomes = await super.insert(database, documents);
    if (this.state === 'deaf') throw new AppError('STORE_UNREACHABLE', 'The answer was lost.');
    return outcomes;
  }
}

export function trails() {
  const given = {
    directory: '',
    store: new UnsteadyStore() as UnsteadyStore & Store,
    clock: NOON,
    logged: [] as string[],
    chains: [] as AuditChain[],
    get headFile() {
      return join(given.directory, 'audit-head.json');
    },
    now: () => given.clock,
    /** Another start of the gateway, after whatever happened to the one before. */
    async open(): Promise<AuditChain> {
      const { store, headFile, now } = given;
      const log = (message: string) => given.logged.push(message);
      const chain = await AuditChain.open({ store, gateway: GATEWAY, now, headFile, log });
      given.chains.push(chain);
      return chain;
    },
    /** In order of id, over all months. */
    async entries(): Promise<AuditEntry[]> {
      const all: AuditEntry[] = [];
      for (const database of await given.store.databases('audit_'))
        all.push(...((await given.store.range(database, { from: '', to: '~' })) as unknown as AuditEntry[]));
      return all;
    },
  };
  beforeEach(async () => {
    given.directory = await mkdtemp(join(tmpdir(), 'lineside-audit-'));
    given.store = new UnsteadyStore();
    given.clock = NOON;
    given.logged = [];
    given.chains = [];
  });
  afterEach(async () => {
    for (const chain of given.chains) await chain.close();
    await rm(given.directory, { recursive: true, force: true });
  });
  return given;
}

export function signOn(user: string): Happened {
  return { what: 'sign-on', subject: user, user, device: 'd-line8', roles: ['operator'] };
}
