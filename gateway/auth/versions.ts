/**
 * People, credentials, devices and gateways as they are now: the latest version of each, in memory. A change is one more
 * version in `config_<gateway>`; nothing is ever overwritten, so what somebody was at any time can be told.
 *
 * At a line the versions of its plant count beside its own, whichever is the latest: trust goes down. What a third gateway
 * says about people counts nowhere but there.
 */
import { createHash } from 'node:crypto';
import { configurationId, type Configuration } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import type { By } from '../../shared/documents/document.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';
import { VERSIONED_KINDS, versionOf, type BodyOf, type Version, type VersionedKind } from './version-of.ts';

export interface VersionsParts {
  store: Store;
  gateway: string;
  /** Id of the plant's gateway; null = this is the plant, or it joined none. */
  plant?: string | null;
  now: () => number;
}

type Latest = { [K in VersionedKind]: Map<string, Version<K>> };
type Listener = (kind: VersionedKind, entity: string) => void;

export class Versions {
  /** Whose versions count here: this gateway, and its plant. */
  readonly gateways: readonly string[];
  readonly #store: Store;
  readonly #gateway: string;
  readonly #plant: string | null;
  readonly #now: () => number;
  #own: Latest = none();
  #ofPlant: Latest = none();
  /** Moments that were given out, by kind and entity: an insert whose answer was lost may be in the store all the same. */
  readonly #taken = new Map<string, number>();
  readonly #listeners = new Set<Listener>();
  #turn: Promise<unknown> = Promise.resolve();
  #rereading: Promise<void> = Promise.resolve();

  private constructor({ store, gateway, plant = null, now }: VersionsParts) {
    this.#store = store;
    this.#gateway = gateway;
    this.#plant = plant;
    this.gateways = plant === null ? [gateway] : [gateway, plant];
    this.#now = now;
  }

  /** Rejects with STORE_UNREACHABLE: without knowing who is who nothing can be let in. */
  static async open(parts: VersionsParts): Promise<Versions> {
    const versions = new Versions(parts);
    versions.#own = await versions.#read(parts.gateway);
    await versions.reread();
    return versions;
  }

  /** null = there never was one. The body is shared: it is not to be changed. */
  get<K extends VersionedKind>(kind: K, entity: string): Readonly<BodyOf[K]> | null {
    return this.find(kind, entity)?.body ?? null;
  }

  /** The one that counts; null = there never was one. */
  find<K extends VersionedKind>(kind: K, entity: string): Version<K> | null {
    return counting(kind, this.own(kind, entity), this.ofPlant(kind, entity));
  }

  /** As this gateway keeps it. */
  own<K extends VersionedKind>(kind: K, entity: string): Version<K> | null {
    return this.#own[kind].get(entity) ?? null;
  }

  /** As its plant keeps it; null also where this is the plant. */
  ofPlant<K extends VersionedKind>(kind: K, entity: string): Version<K> | null {
    return this.#ofPlant[kind].get(entity) ?? null;
  }

  /** By entity. */
  all<K extends VersionedKind>(kind: K): Version<K>[] {
    const entities = new Set([...this.#own[kind].keys(), ...this.#ofPlant[kind].keys()]);
    return [...entities].sort().map((entity) => this.find(kind, entity)!);
  }

  /** As this gateway keeps them, by entity. */
  allOwn<K extends VersionedKind>(kind: K): Version<K>[] {
    return [...this.#own[kind].values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
  }

  /** Resolves when the version is kept; it holds from then on. Rejects with STORE_UNREACHABLE, and the old one holds. */
  async add<K extends VersionedKind>(kind: K, entity: string, body: BodyOf[K], by: By): Promise<void> {
    const now = this.#now();
    const key = `${kind}:${entity}`;
    // After the latest, also when the clock is behind: the last word is the one with the highest time.
    const latest = Math.max(this.find(kind, entity)?.validFrom ?? 0, this.#taken.get(key) ?? 0);
    const validFrom = Math.max(now, latest + 1);
    this.#taken.set(key, validFrom);
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
    const id = configurationId(kind, entity, validFrom, hash);
    const document: Configuration = {
      ...{ _id: id, type: 'cfg', schema: 1, line: null, at: now, received: now, by },
      ...{ kind, entity, validFrom, hash, body },
    };
    await this.#store.insert(configDatabase(this.#gateway), [document as unknown as StoredDocument]);
    remember(this.#own, kind, { id, entity, body, validFrom, firstFrom: validFrom, ofPlant: false });
    this.#tell(kind, entity);
  }

  /** For changes that depend on what is there: one after the other. A failed one does not stop the next. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(change);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Called after each kept version, also of the plant. Answers how to stop. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** After the plant's configuration was pulled: from then on it counts here. Rejects with STORE_UNREACHABLE, and what was known holds. */
  reread(): Promise<void> {
    const plant = this.#plant;
    if (plant === null) return Promise.resolve();
    // One after the other: an older look must not end after a newer one.
    const done = this.#rereading.then(async () => {
      const before = this.#ofPlant;
      this.#ofPlant = await this.#read(plant);
      for (const kind of VERSIONED_KINDS)
        for (const [entity, { id }] of this.#ofPlant[kind])
          if (before[kind].get(entity)?.id !== id) this.#tell(kind, entity);
    });
    this.#rereading = done.catch(() => {});
    return done;
  }

  async #read(gateway: string): Promise<Latest> {
    const latest = none();
    for (const kind of VERSIONED_KINDS)
      for (const document of await this.#store.range(configDatabase(gateway), prefixRange(`cfg:${kind}:`))) {
        const version = versionOf(kind, document, gateway !== this.#gateway);
        if (version) remember(latest, kind, version);
      }
    return latest;
  }

  #tell(kind: VersionedKind, entity: string): void {
    for (const listener of this.#listeners) listener(kind, entity);
  }
}

function none(): Latest {
  return { person: new Map(), credential: new Map(), device: new Map(), gateway: new Map() };
}

function remember<K extends VersionedKind>(into: Latest, kind: K, version: Version<K>): void {
  const versions: Map<string, Version<K>> = into[kind];
  const known = versions.get(version.entity);
  const firstFrom = Math.min(known?.firstFrom ?? version.firstFrom, version.firstFrom);
  // Two adds may end in either order.
  const latest = known && isLater(known, version) ? known : version;
  versions.set(version.entity, { ...latest, firstFrom });
}

/** The later one. Either keeps somebody out for as long as it says so: a change of a name elsewhere does not let them in. */
function counting<K extends VersionedKind>(
  kind: K,
  own: Version<K> | null,
  ofPlant: Version<K> | null,
): Version<K> | null {
  if (!own || !ofPlant) return own ?? ofPlant;
  const [latest, other] = isLater(own, ofPlant) ? [own, ofPlant] : [ofPlant, own];
  const firstFrom = Math.min(own.firstFrom, ofPlant.firstFrom);
  const isDisabled = kind === 'person' && 'disabled' in other.body && other.body.disabled;
  const isRevoked = kind === 'device' && 'revoked' in other.body && other.body.revoked;
  const out = { ...(isDisabled ? { disabled: true } : {}), ...(isRevoked ? { revoked: true } : {}) };
  return { ...latest, firstFrom, body: { ...latest.body, ...out } };
}

function isLater<K extends VersionedKind>(one: Version<K>, other: Version<K>): boolean {
  return one.validFrom > other.validFrom || (one.validFrom === other.validFrom && one.id > other.id);
}
