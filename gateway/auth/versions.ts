/**
 * People, credentials, devices and gateways as they are now: the latest version of each, in memory. A change is one more
 * version in `config_<gateway>`; nothing is ever overwritten, so what somebody was at any time can be told.
 */
import { createHash } from 'node:crypto';
import type { CredentialBody, DeviceBody, GatewayBody, PersonBody } from '../../shared/access/person.ts';
import { configurationId, type Configuration } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import type { By } from '../../shared/documents/document.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

export interface BodyOf {
  person: PersonBody;
  credential: CredentialBody;
  device: DeviceBody;
  gateway: GatewayBody;
}
export type VersionedKind = keyof BodyOf;
const KINDS = ['person', 'credential', 'device', 'gateway'] as const satisfies VersionedKind[];

export interface Version<K extends VersionedKind> {
  entity: string;
  body: BodyOf[K];
  /** When the latest version came, ms. */
  validFrom: number;
  /** When the first version came, ms. */
  firstFrom: number;
}

export interface VersionsParts {
  store: Store;
  gateway: string;
  now: () => number;
}

export class Versions {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #now: () => number;
  readonly #latest: { [K in VersionedKind]: Map<string, Version<K>> } = {
    person: new Map(),
    credential: new Map(),
    device: new Map(),
    gateway: new Map(),
  };
  /** Moments that were given out, by kind and entity: an insert whose answer was lost may be in the store all the same. */
  readonly #taken = new Map<string, number>();
  readonly #listeners = new Set<(kind: VersionedKind, entity: string) => void>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor({ store, gateway, now }: VersionsParts) {
    this.#store = store;
    this.#gateway = gateway;
    this.#now = now;
  }

  /** Rejects with STORE_UNREACHABLE: without knowing who is who nothing can be let in. */
  static async open(parts: VersionsParts): Promise<Versions> {
    const versions = new Versions(parts);
    for (const kind of KINDS) {
      const stored = await parts.store.range(configDatabase(parts.gateway), prefixRange(`cfg:${kind}:`));
      for (const document of stored) versions.#remember(kind, document as unknown as Configuration);
    }
    return versions;
  }

  /** null = there never was one. The body is shared: it is not to be changed. */
  get<K extends VersionedKind>(kind: K, entity: string): Readonly<BodyOf[K]> | null {
    return this.#latest[kind].get(entity)?.body ?? null;
  }

  /** By entity. */
  all<K extends VersionedKind>(kind: K): Version<K>[] {
    return [...this.#latest[kind].values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
  }

  /** Resolves when the version is kept; it holds from then on. Rejects with STORE_UNREACHABLE, and the old one holds. */
  async add<K extends VersionedKind>(kind: K, entity: string, body: BodyOf[K], by: By): Promise<void> {
    const now = this.#now();
    const key = `${kind}:${entity}`;
    // After the latest, also when the clock is behind: the last word is the one with the highest time.
    const latest = Math.max(this.#latest[kind].get(entity)?.validFrom ?? 0, this.#taken.get(key) ?? 0);
    const validFrom = Math.max(now, latest + 1);
    this.#taken.set(key, validFrom);
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
    const document: Configuration = {
      _id: configurationId(kind, entity, validFrom, hash),
      ...{ type: 'cfg', schema: 1, line: null, at: now, received: now, by },
      ...{ kind, entity, validFrom, hash, body },
    };
    await this.#store.insert(configDatabase(this.#gateway), [document as unknown as StoredDocument]);
    this.#remember(kind, document);
    for (const listener of this.#listeners) listener(kind, entity);
  }

  /** For changes that depend on what is there: one after the other. A failed one does not stop the next. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(change);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Called after each kept version. Answers how to stop. */
  onChange(listener: (kind: VersionedKind, entity: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #remember<K extends VersionedKind>(kind: K, { entity, validFrom, body }: Configuration): void {
    const known = this.#latest[kind].get(entity);
    const firstFrom = Math.min(known?.firstFrom ?? validFrom, validFrom);
    // Two adds may end in either order.
    if (known && known.validFrom > validFrom) known.firstFrom = firstFrom;
    else this.#latest[kind].set(entity, { entity, body: body as BodyOf[K], validFrom, firstFrom });
  }
}
