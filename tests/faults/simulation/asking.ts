/** What a device asks of one gateway, over a network that loses things. */
import type { Principal } from '../../../gateway/auth/principal.ts';
import { scopeOf } from '../../../gateway/sync/scope.ts';
import type { Answer, PersonFact } from '../../../pwa/data/requests.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Checkpoint, FactAnswer, PullPage } from '../../../shared/sync/protocol.ts';
import type { PullCollection } from '../../../shared/sync/rows.ts';
import type { RunningGateway, SimGateway } from './sim-gateway.ts';
import { asOnWire, Unheard, type World } from './world.ts';

export interface AskingParts {
  world: World;
  asked: SimGateway;
  principal: Principal;
  /** Whether whoever asks is in reach, and still wants to know. */
  isThere: () => boolean;
  acknowledged: (fact: PersonFact, by: SimGateway) => void;
}

export class Asking {
  readonly #parts: AskingParts;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  send(facts: PersonFact[]): Promise<Answer<FactAnswer[]>> {
    const { asked, principal, acknowledged } = this.#parts;
    return this.#answered(async (running) => {
      const answers = await running.facts.accept(asOnWire(facts), principal);
      for (const { id, status } of answers) {
        const fact = facts.find(({ _id }) => _id === id);
        if (status === 'accepted' && fact) acknowledged(fact, asked);
      }
      return answers;
    });
  }

  page<Row>(
    collection: PullCollection,
    { from, limit }: { from: Checkpoint | null; limit: number },
  ): Promise<Answer<PullPage<Row>>> {
    const scope = scopeOf(this.#parts.principal);
    return this.#answered(async (running) => {
      const answer = await running.pull.answer(collection, { ...from, limit: String(limit) }, scope);
      return JSON.parse(answer.json.toString()) as PullPage<Row>;
    });
  }

  async #answered<T>(work: (running: RunningGateway) => Promise<T>): Promise<Answer<T>> {
    const { world, asked, isThere } = this.#parts;
    try {
      const { running } = asked;
      if (!isThere() || !running) throw new Unheard();
      const body = await world.ask(running.life, () => work(running));
      if (!isThere()) throw new Unheard();
      return { ok: true, body };
    } catch (error) {
      if (error instanceof Unheard) return { ok: false, status: null };
      if (!(error instanceof AppError)) world.bug(error);
      return { ok: false, status: 503 };
    }
  }
}
