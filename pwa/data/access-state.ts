/** What pages are told, from what is remembered and what is known this moment. Pure; times in ms. */
import type { AccessPhase, AccessState } from './access.ts';
import { isShared, type AccessMemory } from './access-memory.ts';

export interface ThisMoment {
  /** Whether the gateway answered when it was asked last; null = it was not asked yet. */
  reachable: boolean | null;
  lockingIn: number | null;
  pending: number;
}

export function stateOf(memory: AccessMemory, { reachable, lockingIn, pending }: ThisMoment): AccessState {
  const { answer, person, locked, recent } = memory;
  const device = answer?.device ?? null;
  return {
    phase: phaseOf(memory, reachable),
    plantName: answer?.plantName ?? '',
    device,
    person,
    locked: person !== null && locked,
    lockingIn,
    ways: answer?.ways ?? { sso: null, demo: null, badgeAlone: false },
    reachable: reachable === true,
    remembered: reachable !== true && answer !== null,
    recent: device?.role === 'station' ? recent : [],
    pending,
  };
}

function phaseOf({ answer, person }: AccessMemory, reachable: boolean | null): AccessPhase {
  if (person || isShared(answer?.device ?? null)) return 'here';
  if (answer === null && reachable === null) return 'opening';
  return answer?.setup ? 'setup' : 'nobody';
}
