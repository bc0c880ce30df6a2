/** Which right a person needs for what he or she says. A type that is not here is nobody's. */
import type { Right } from './roles.ts';

export const RIGHT_FOR_FACT = {
  reason: 'give-reason',
  'manual-count': 'keep-by-hand',
  'manual-state': 'keep-by-hand',
} as const satisfies Record<string, Right>;
export type PersonFactType = keyof typeof RIGHT_FOR_FACT;
