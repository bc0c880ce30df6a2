/** How far copies have come, as PouchDB notes it at both ends: `_local` documents, few and small, per gateway and database. */
import { createHash } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { localDatabase } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import { prefixRange, type Store } from '../../store/store.ts';

const closed = { additionalProperties: false };
/** One of each direction, and what was left when the plant got another address. */
const MOST = 4;
/** PouchDB keeps 5. */
const LONGEST_HISTORY = 20;

const Sequence = Type.Union([
  Type.String({ maxLength: 4_000 }),
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
]);
const Session = Type.String({ maxLength: 100 });
const Checkpoint = Type.Object(
  {
    session_id: Type.Optional(Session),
    last_seq: Type.Optional(Sequence),
    history: Type.Optional(
      Type.Array(Type.Object({ session_id: Session, last_seq: Sequence }, closed), { maxItems: LONGEST_HISTORY }),
    ),
    replicator: Type.Optional(Type.String({ maxLength: 40 })),
    version: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000 })),
  },
  closed,
);
const ID = /^[A-Za-z0-9._=-]{1,64}$/;
/** There is nothing that could conflict: one copy at a time writes it, and an older one only makes the next copy longer. */
const REV = '0-1';

export interface CheckpointPlace {
  gateway: string;
  database: string;
  /** After `_local/`. */
  id: string;
}

export type StoredCheckpoint = Static<typeof Checkpoint> & { _id: string; _rev: string };
export interface CheckpointKept {
  ok: true;
  id: string;
  rev: string;
}

export function checkpointKept(id: string): CheckpointKept {
  return { ok: true, id: `_local/${id}`, rev: REV };
}

export class Checkpoints {
  readonly #store: Store;
  readonly #database: string;
  readonly #now: () => number;

  constructor({ store, plant, now }: { store: Store; plant: string; now: () => number }) {
    this.#store = store;
    this.#database = localDatabase(plant, 'checkpoints');
    this.#now = now;
  }

  /** NOT_FOUND: nothing was noted yet. */
  async get(place: CheckpointPlace): Promise<StoredCheckpoint> {
    const [kept] = ID.test(place.id) ? await this.#store.get(this.#database, [documentId(place)]) : [];
    if (!kept) throw new AppError('NOT_FOUND', `There is no checkpoint "${place.id.slice(0, 64)}".`);
    return { ...(kept.checkpoint as Static<typeof Checkpoint>), _id: `_local/${place.id}`, _rev: REV };
  }

  /** REQUEST_INVALID: it is none. The oldest gives way when there are too many. */
  async put(place: CheckpointPlace, sent: unknown): Promise<CheckpointKept> {
    const { _id = `_local/${place.id}`, _rev, ...checkpoint } = Object(sent) as Record<string, unknown>;
    if (
      Array.isArray(sent) ||
      !ID.test(place.id) ||
      _id !== `_local/${place.id}` ||
      !Value.Check(Checkpoint, checkpoint)
    )
      throw new AppError('REQUEST_INVALID', `That is no checkpoint "${place.id.slice(0, 64)}".`);
    const wanted = documentId(place);
    const others = await this.#store.range(this.#database, prefixRange(prefixOf(place)));
    const surplus = others
      .filter((each) => each._id !== wanted)
      .sort((a, b) => Number(b.at) - Number(a.at))
      .slice(MOST - 1);
    if (surplus.length > 0) {
      const ids = surplus.map((each) => each._id);
      await this.#store.remove(this.#database, ids);
    }
    await this.#store.put(this.#database, [{ _id: wanted, at: this.#now(), checkpoint }]);
    return checkpointKept(place.id);
  }
}

function prefixOf({ database, gateway }: CheckpointPlace): string {
  return `${database}:${gateway}:`;
}

/** PouchDB's ids have characters that ours must not have. */
function documentId(place: CheckpointPlace): string {
  return `${prefixOf(place)}${createHash('sha256').update(place.id).digest('hex').slice(0, 32)}`;
}
