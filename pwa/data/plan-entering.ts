/** What is said of the plan becomes entries of this device, by somebody who may say all of it. */
import { needsOf, type NeedsWorld } from '../../shared/orders/needs.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { Said } from '../../shared/orders/said.ts';
import { withSaid } from '../../shared/orders/with-said.ts';
import type { AccessData, AccessState } from './access.ts';
import type { EntryCollections } from './collections.ts';
import type { Keep } from './database.ts';
import type { EnteredPlanFact } from './line-data.ts';
import { deviceId, enterAll } from './outbox.ts';
import { ofPlan, type PlanEntry } from './plan-entries.ts';
import { namesIn } from './plan-names.ts';
import type { PlanRows } from './plan-shown.ts';

export interface PlanEnteringParts {
  outbox: EntryCollections['outbox'];
  access: Pick<AccessData, 'personFor'> & { readonly state: Pick<AccessState, 'person'> };
  keep: Keep;
  random: () => number;
  /** The gateway's time, ms. */
  now: () => number;
}

/** The plan without drafts, as the author has it. */
interface Seen {
  plan: Plan;
  rows: PlanRows;
  lines: NeedsWorld['lines'];
}

/** At least one thing is said. */
export async function enterSaid(
  { outbox, access, keep, random, now }: PlanEnteringParts,
  said: readonly Said[],
  seen: Seen,
): Promise<PlanEntry[]> {
  const { user, byTicket } = await whoMay(access, said, seen);
  const by = { device: deviceId(keep, random), user, pending: byTicket, at: now(), keep };
  const after = withSaid(seen.plan, said, by.at);
  const entered = said.map((one) => {
    // What is new has its name from what is said.
    const names = { ...namesIn(one, after), ...namesIn(one, seen.plan) };
    return { ...factOf(one, by.at), ...(Object.keys(names).length > 0 && { named: names }) };
  });
  return ofPlan(await enterAll(outbox, entered, by));
}

/**
 * One person for all of it: who signs on for one part of it may be another than for the part before, and what is needed is
 * less for whoever wrote it.
 */
async function whoMay(access: PlanEnteringParts['access'], said: readonly Said[], { plan, rows, lines }: Seen) {
  let user = access.state.person?.user ?? null;
  for (;;) {
    const world = { plan, lines, user, rowOf: (id: string) => rows.get(id) };
    const people = [];
    for (const one of said)
      for (const { right, line } of needsOf(one, world)) people.push(await access.personFor(right, line));
    const last = people.at(-1)!;
    const isOne = people.every((person) => person.user === last.user);
    if (isOne && last.user === user) return last;
    user = last.user;
  }
}

function factOf(said: Said, at: number): Pick<EnteredPlanFact, 'type'> {
  if (said.type !== 'change') return { ...said, ...(said.type === 'transfer' && { line: null }) };
  const { withinMs, ...change } = said;
  return { ...change, line: null, ...(withinMs !== undefined && { expiresAt: at + withinMs }) } as typeof change;
}
