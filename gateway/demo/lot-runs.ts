import { planDay, type Lot } from './day-plan.ts';
import { localDay } from './local-time.ts';
import type { PackingLine } from './packing-lines.ts';

/** A lot on a line as the simulation runs it, from its first cycle to the changeover after it (UTC ms). */
export interface LotRun extends Lot {
  from: number;
  to: number;
}

interface LotRunsParts {
  seed: string;
  line: PackingLine;
  timezone: string;
  from: number;
  to: number;
}

/** The lots that the line runs in `[from, to)`, each whole. */
export function lotRuns({ seed, line, timezone, from, to }: LotRunsParts): LotRun[] {
  // A lot that runs over midnight began the day before.
  let day = localDay(timezone, localDay(timezone, from).start - 1);
  let current: LotRun | null = null;
  const runs: LotRun[] = [];
  while (current === null || current.from < to) {
    for (const pause of planDay({ seed, line, day }).pauses) {
      if (!pause.next) continue;
      if (current) runs.push({ ...current, to: Math.floor(pause.from) });
      current = { ...pause.next, from: Math.ceil(pause.to), to: Infinity };
    }
    day = localDay(timezone, day.end);
  }
  return runs.filter((run) => run.from < to && run.to > from);
}
