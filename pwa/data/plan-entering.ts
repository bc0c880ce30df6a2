/** What is said of the plan becomes entries of this device, by somebody who may say all of it. */
import { needsOf } from '../../shared/orders/needs.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { Said } from '../../shared/orders/said.ts';
import { withSaid } from '../../shared/orders/with-said.ts';
import type { AccessData } from './access.ts';
import type { EntryCollections } from './collections.ts';
import type { Keep } from './database.ts';
import type { EnteredPlanFact } from './line-data.ts';
import { deviceId, enterAll } from './outbox.ts';
import { ofPlan, type PlanEntry } from './plan-entries.ts';
import { namesIn } from './plan-names.ts';

export interface PlanEnteringParts {
  outbox: EntryCollections['outbox'];
  access: Pick<AccessData, 'personFor'>;
  keep: Keep;
  random: () => number;
  /** The gateway's time, ms. */
  now: () => number;
}

/** `seen` = the plan without drafts, as the author has it. At least one thing is said. */
export async function enterSaid(
  { outbox, access, keep, random, now }: PlanEnteringParts,
  said: readonly Said[],
  seen: Plan,
): Promise<PlanEntry[]> {
  const { user, byTicket } = await whoMay(access, said, seen);
  const by = { device: deviceId(keep, random), user, pending: byTicket, at: now(), keep };
  const after = withSaid(seen, said, by.at);
  const entered = said.map((one) => {
    // What is new has its name from what is said.
    const names = { ...namesIn(one, after), ...namesIn(one, seen) };
    return { ...factOf(one, by.at), ...(Object.keys(names).length > 0 && { named: names }) };
  });
  return ofPlan(await enterAll(outbox, entered, by));
}

/** One person for all of it: who signs on for one part of it may be another than for the part before. */
async function whoMay(access: Pick<AccessData, 'personFor'>, said: readonly Said[], plan: Plan) {
  const needs = said.flatMap((one) => needsOf(one, plan));
  for (;;) {
    const people = [];
    for (const { right, line } of needs) people.push(await access.personFor(right, line));
    const last = people.at(-1)!;
    if (people.every(({ user }) => user === last.user)) return last;
  }
}

function factOf(said: Said, at: number): Pick<EnteredPlanFact, 'type'> {
  if (said.type !== 'change') return { ...said, ...(said.type === 'transfer' && { line: null }) };
  const { withinMs, ...change } = said;
  return { ...change, line: null, ...(withinMs !== undefined && { expiresAt: at + withinMs }) } as typeof change;
}
