/** A gateway that takes what is said of the plan, as far as a device can tell: it folds each fact and delivers the rows. */
import { foldFacts, type SentPlanFact } from '../../../shared/orders/fold-facts.ts';
import type { PlanRow } from '../../../shared/orders/plan-row.ts';
import type { FactAnswer } from '../../../shared/sync/protocol.ts';
import type { EnteredPlanFact } from '../../../pwa/data/line-data.ts';
import { isPlanFact } from '../../../pwa/data/plan-entries.ts';
import { FakeGateway } from './fake-gateway.ts';
import { referenceRows } from './device.ts';

export class PlanGateway extends FakeGateway {
  readonly plan = new Map<string, PlanRow>();
  /** Facts about the plan, as they came. */
  readonly taken: EnteredPlanFact[] = [];
  /** What it does not take. */
  refuses: (fact: EnteredPlanFact) => FactAnswer | null = () => null;
  /** False = it takes facts, and its rows are late. */
  delivers = true;

  constructor(...lines: string[]) {
    super();
    this.access.person = { ...this.access.person!, user: 'planner', name: 'Planner', roles: ['planner'] };
    this.put('reference', ...referenceRows(...lines));
    this.answer = (fact) => {
      if (!isPlanFact(fact)) return { id: fact._id, status: 'accepted' };
      const refusal = this.refuses(fact);
      if (refusal) return refusal;
      this.taken.push(fact);
      this.#fold([fact]);
      return { id: fact._id, status: 'accepted' };
    };
  }

  /** Somebody else says it. */
  hear(...facts: SentPlanFact[]): void {
    this.#fold(facts);
  }

  /** Now its rows show what it has taken. */
  deliver(): void {
    this.delivers = true;
    this.put('plan', ...([...this.plan.values()] as never[]));
  }

  #fold(facts: readonly SentPlanFact[]): void {
    const touched = foldFacts((id) => this.plan.get(id), facts);
    for (const [id, row] of touched) this.plan.set(id, row);
    if (this.delivers) this.put('plan', ...([...touched.values()] as never[]));
  }
}
