/** Ways back to the board: to what somebody saw of it last in this tab, and to where an order is on it. */
import type { PlanView } from '../data/planning.ts';
import { lookIn, presentWindow, searchOfLook } from './board-look.ts';

const KEY = 'lineside-board';

/** `search` as in the board's address. */
export function keepBoard(search: string): void {
  sessionStorage.setItem(KEY, search);
}

export function lastBoard(): string {
  return `/board${sessionStorage.getItem(KEY) ?? ''}`;
}

/** With these jobs selected, in the week in which the first of them begins. */
export function boardWith({ schedule, plant }: PlanView, jobs: readonly string[]): string {
  const starts = jobs.map((id) => schedule.jobs.get(id)?.start ?? schedule.standings.get(id)?.startedAt ?? null);
  const first = Math.min(...starts.flatMap((start) => start ?? []));
  const present = presentWindow('week', schedule.now, plant.timezone);
  const isSeen = first === Infinity || (first >= present.from && first < present.to);
  const window = isSeen ? null : presentWindow('week', first, plant.timezone);
  return `/board${searchOfLook({ ...lookIn(''), selected: jobs, window })}`;
}
