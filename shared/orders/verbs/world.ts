/**
 * What planners, supervisors and operators do. A verb is a pure function of what is known here and of what is wanted; it answers
 * the facts to be entered, or why not. No facts at all = it is so already.
 */
import type { Said, Saying } from '../said.ts';
import type { Schedule, Situation } from '../../schedule/schedule.ts';
import { whyNot, type RuleWorld } from '../rules.ts';

export interface VerbWorld {
  situation: Situation;
  /** Of this very situation. */
  schedule: Schedule;
  /** An id for something new, another one each time: `<device>-<counter>`. */
  newId(): string;
  /** This device's part of queue keys: `[a-z0-9]+`. */
  suffix: string;
  /** What somebody was asked and answered: the reason of all that is said without one of its own. */
  why?: string;
}

/** Of what a person can be asked a reason for. */
export interface WithReason {
  /** Needed where the frozen horizon is touched; kept with the fact. */
  why?: string | undefined;
}

export function rulesOf({ situation, schedule }: VerbWorld): RuleWorld {
  const { plan, lines } = situation;
  return { plan, lines, standings: schedule.standings, queues: schedule.queues };
}

/** What every verb ends with: the gateway will ask the same rules. */
export function answer(world: VerbWorld, said: readonly Said[]): Saying {
  const rules = rulesOf(world);
  const because = world.why === undefined ? {} : { why: world.why };
  const reasoned = said.map((one): Said => ({ ...because, ...one }));
  for (const one of reasoned) {
    const not = whyNot(one, rules);
    if (not) return not;
  }
  return { ok: true, said: reasoned };
}
