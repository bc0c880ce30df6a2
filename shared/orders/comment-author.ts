/** Whose a comment is: of whoever said to which order it belongs. Edits by planners do not make it theirs. */
import type { Planned } from './plan.ts';
import type { PlanRow } from './plan-row.ts';

/** `user` null = nobody, who wrote none. Where two people made it at once it is neither's. */
export function isAuthor({ state }: PlanRow, user: string | null): boolean {
  const heads = Object.hasOwn(state, 'order') ? state['order']!.heads : [];
  return user !== null && heads.length > 0 && heads.every((head) => head.user === user);
}

/** As pages have it; null = nobody knows. */
export function authorOfComment({ said }: Planned<'comment'>): string | null {
  return said?.['order']?.user ?? null;
}
