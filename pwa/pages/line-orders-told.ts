/** What this device showed the people at its lines as the next order, remembered for as long as it matters to them. */
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { nextChange, nextShown, type NextChange, type NextShown } from './line-orders-news.ts';

type Keep = AppData['kept'];

/** Looks at what is next now: that is what was shown from now on. Null = nothing is to be told. */
export function changeToTell(kept: Keep, view: Pick<PlanView, 'published'>, line: string): NextChange | null {
  const before = recalled(kept, line);
  const shown = nextShown(view, line, before);
  if (shown !== before) kept.setItem(keyOf(line), JSON.stringify(shown));
  return nextChange(view, line, shown);
}

/** People at the line have read it. */
export function changeWasRead(kept: Keep, line: string): void {
  const shown = recalled(kept, line);
  if (shown) kept.setItem(keyOf(line), JSON.stringify({ ...shown, before: null }));
}

/** Null = the line was never looked at, or nobody can read any more what it was. */
function recalled(kept: Keep, line: string): NextShown | null {
  try {
    const shown = JSON.parse(kept.getItem(keyOf(line)) ?? 'null') as NextShown | null;
    return shown && 'now' in shown && 'before' in shown ? shown : null;
  } catch {
    return null;
  }
}

function keyOf(line: string): string {
  return `next.${line}`;
}
