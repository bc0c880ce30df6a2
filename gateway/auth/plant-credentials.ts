/**
 * What people of the plant signed on with at this gateway, hashed with its own pepper, so that it goes on without the
 * plant. Each is good for the version of the plant's credentials that it was checked against: a newer one voids it. It is
 * kept in a database that never replicates: whoever breaks in here finds hashes only of those who come here.
 */
import type { Store } from '../store/store.ts';
import type { AskPlant } from './ask-plant.ts';
import { KeptRows } from './kept-rows.ts';
import type { Versions } from './versions.ts';

interface Row {
  /** Id of the plant's version. */
  against: string;
  password?: string;
  pin?: string;
  badge?: string;
}

export interface PlantCredentialsParts {
  store: Store;
  gateway: string;
  versions: Pick<Versions, 'ofPlant' | 'onChange'>;
  ask: AskPlant;
}

export class PlantCredentials {
  readonly ask: AskPlant;
  /** By user. */
  readonly #rows: KeptRows<Row>;
  readonly #versions: Pick<Versions, 'ofPlant'>;

  private constructor(rows: KeptRows<Row>, { ask, versions }: PlantCredentialsParts) {
    this.ask = ask;
    this.#rows = rows;
    this.#versions = versions;
    for (const [user] of rows.entries()) this.#forgetOld(user);
    versions.onChange((kind, user) => {
      if (kind !== 'credential') return;
      this.#forgetOld(user);
      void rows.flush();
    });
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async open(parts: PlantCredentialsParts): Promise<PlantCredentials> {
    const { store, gateway } = parts;
    return new PlantCredentials(await KeptRows.open<Row>({ store, gateway, kind: 'plant-credential' }), parts);
  }

  /** The hash here of what the user signed on with here; null = nothing that is still good. */
  hashOf(user: string, kind: 'password' | 'pin'): string | null {
    return this.#rows.get(user)?.[kind] ?? null;
  }

  /** null = nobody's who came here with it. */
  ownerOf(badgeHash: string): string | null {
    for (const [user, { badge }] of this.#rows.entries()) if (badge === badgeHash) return user;
    return null;
  }

  /** `version` = as the plant answered. */
  async keep(user: string, version: string, hashed: Omit<Row, 'against'>): Promise<void> {
    const known = this.#rows.get(user);
    this.#rows.set(user, { ...(known?.against === version && known), ...hashed, against: version });
    // Changed while the plant answered.
    this.#forgetOld(user);
    await this.#rows.flush();
  }

  /** Writes what is not yet written. */
  close(): Promise<void> {
    return this.#rows.close();
  }

  /** The plant may have answered by a version that has yet to come here: that one is newer, and good. */
  #forgetOld(user: string): void {
    const row = this.#rows.get(user);
    const latest = this.#versions.ofPlant('credential', user);
    if (row && latest && row.against < latest.id) this.#rows.delete(user);
  }
}
