/** Holds that count here: those of this gateway, and of its plant. */
import { createHash, randomBytes } from 'node:crypto';
import { configurationId, type Configuration } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import { AppError } from '../../shared/errors.ts';
import type { Hold, HoldBody, HoldQuestion } from '../../shared/retention/hold.ts';
import type { Audit } from '../audit/audit.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

export interface HoldsParts {
  store: Store;
  gateway: string;
  /** Its gateway; null = there is none. */
  plant: () => string | null;
  audit: Audit;
  now: () => number;
}

interface Actor {
  user: string | null;
  device: string | null;
}

export class Holds {
  readonly #parts: HoldsParts;

  constructor(parts: HoldsParts) {
    this.#parts = parts;
  }

  /** Newest first, released ones too. Rejects with STORE_UNREACHABLE: then nothing may be dropped. */
  async all(): Promise<Hold[]> {
    const { store, gateway, plant } = this.#parts;
    const latest = new Map<string, Hold>();
    const origins = [gateway, plant()].filter((origin) => origin !== null);
    for (const origin of origins) {
      // In order of their ids, so of one hold the last version comes last.
      for (const document of await store.range(configDatabase(origin), prefixRange('cfg:hold:'))) {
        const { entity: id, body, validFrom: at, by } = document as unknown as Configuration;
        latest.set(`${origin}/${id}`, { ...(body as HoldBody), id, at, by: by.user, origin });
      }
    }
    return [...latest.values()].sort((a, b) => b.at - a.at);
  }

  /** REQUEST_INVALID when it ends before it begins. */
  async add(question: HoldQuestion, by: Actor): Promise<Hold> {
    const { from, to } = question;
    if (to < from) throw new AppError('REQUEST_INVALID', `The hold ends in "${to}", before it begins in "${from}".`);
    const id = `hold-${randomBytes(5).toString('hex')}`;
    await this.#parts.audit.record({ what: 'hold', subject: id, line: question.line, ...by, new: question });
    return this.#keep(id, { ...question, released: false }, by, 0);
  }

  /** NOT_FOUND; CONFLICT when it is the plant's, or was released before. */
  async release(id: string, why: string, by: Actor): Promise<Hold> {
    const { gateway, audit } = this.#parts;
    const hold = (await this.all()).find((each) => each.id === id);
    if (!hold) throw new AppError('NOT_FOUND', `There is no hold "${id}".`);
    if (hold.origin !== gateway)
      throw new AppError('CONFLICT', `The hold "${id}" is the plant's ("${hold.origin}"): release it there.`);
    if (hold.released) throw new AppError('CONFLICT', `The hold "${id}" was released before.`);
    const { line, from, to } = hold;
    const body = { line, from, to, why: hold.why, released: true };
    await audit.record({ what: 'hold-released', subject: id, line, ...by, reason: why, old: hold.why });
    return this.#keep(id, body, by, hold.at);
  }

  async #keep(id: string, body: HoldBody, { user }: Actor, before: number): Promise<Hold> {
    const { store, gateway, now } = this.#parts;
    const validFrom = Math.max(now(), before + 1);
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
    const document: Configuration = {
      _id: configurationId('hold', id, validFrom, hash),
      ...{ type: 'cfg', schema: 1, line: null, at: now(), received: now(), by: { origin: gateway, user } },
      ...{ kind: 'hold', entity: id, validFrom, hash, body },
    };
    await store.insert(configDatabase(gateway), [document as unknown as StoredDocument]);
    return { ...body, id, at: validFrom, by: user, origin: gateway };
  }
}
