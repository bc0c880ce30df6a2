/** `POST /api/sync/facts` and `/brought`: whatever people entered, each handed to whom it is for, answered in order. */
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import type { Principal } from '../auth/principal.ts';
import type { FactAcceptance } from './accept-facts.ts';
import type { PlanAcceptance } from './accept-plan.ts';
import { isPlanEntry } from './plan-entries.ts';

export class EntryAcceptance {
  readonly #lines: FactAcceptance;
  readonly #plan: PlanAcceptance;

  constructor(parts: { lines: FactAcceptance; plan: PlanAcceptance }) {
    this.#lines = parts.lines;
    this.#plan = parts.plan;
  }

  /** Refused since start, for people to see. */
  get rejected(): number {
    return this.#lines.rejected + this.#plan.rejected;
  }

  /** `principal` = whose device sends them, which is not always who wrote them. */
  accept(entries: readonly unknown[], principal: Principal): Promise<FactAnswer[]> {
    return inOrder(
      entries,
      this.#plan.accept(entries.filter(isPlanEntry), principal),
      this.#lines.accept(entries.filter(isOther), principal),
    );
  }

  /** From whatever device, by somebody with the right to bring them. */
  acceptBrought(entries: readonly unknown[], by: Principal): Promise<FactAnswer[]> {
    return inOrder(
      entries,
      this.#plan.acceptBrought(entries.filter(isPlanEntry), by),
      this.#lines.acceptBrought(entries.filter(isOther), by),
    );
  }
}

function isOther(entry: unknown): boolean {
  return !isPlanEntry(entry);
}

async function inOrder(
  entries: readonly unknown[],
  ofPlan: Promise<FactAnswer[]>,
  ofLines: Promise<FactAnswer[]>,
): Promise<FactAnswer[]> {
  const [planned, others] = (await Promise.all([ofPlan, ofLines])).map((answers) => answers.values());
  return entries.map((entry) => (isPlanEntry(entry) ? planned! : others!).next().value!);
}
