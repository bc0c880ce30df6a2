import type { ReasonsReference } from '../../shared/sync/rows.ts';
import type { RejectionCode } from '../../shared/sync/protocol.ts';
import type { RefusedRow } from '../components/ls-refused.ts';
import type { EnteredLineFact, LineData, RefusedEntry } from '../data/line-data.ts';
import { isPlanFact } from '../data/plan-entries.ts';
import { clockOfDay, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { whyNotPlanned } from '../locales/planning.ts';
import { syncMark } from '../locales/sync-marks.ts';
import { typedIn } from './entry-words.ts';
import { whatPlanned } from './plan-entry-words.ts';

const WHY = {
  invalid: 'refusedInvalid',
  clock: 'refusedClock',
  line: 'refusedLine',
  reason: 'refusedReason',
  differs: 'refusedDiffers',
  counts: 'byHandRefusedCounts',
  window: 'byHandRefusedWindow',
  author: 'refusedAuthor',
  role: 'refusedRole',
} as const satisfies Record<Exclude<RejectionCode, 'expired' | 'plan'>, string>;

/** Why an entry was refused, in words. */
export function whyRefused({ code, plan = null }: Pick<RefusedEntry, 'code' | 'plan'>): string {
  if (code === 'plan') return whyNotPlanned(plan);
  return code === 'expired' ? syncMark('expired') : t(WHY[code]);
}

/** Refused entries in the words of the person who made them. */
export function refusedRows(
  entries: readonly RefusedEntry[],
  { reasons, plant, lines }: Pick<LineData, 'reasons' | 'plant' | 'lines'>,
  now: number,
): RefusedRow[] {
  const names = new Map(lines.map(({ id, name }) => [id, name]));
  const time = (at: number) => clockOfDay(at, plant.timezone, now);
  return entries.map((entry) => {
    const { id, fact } = entry;
    const what = isPlanFact(fact) ? whatPlanned(fact, names) : whatOf(fact, reasons, time(fact.from));
    return { id, what, why: whyRefused(entry), comment: typedIn(fact) };
  });
}

function whatOf(fact: EnteredLineFact, reasons: ReasonsReference, time: string): string {
  switch (fact.type) {
    case 'reason':
      return t('refusedEntry', nameOf(fact.code, fact.name, reasons), time);
    case 'manual-count':
      return t('byHandRefusedCount', number(fact.produced), time);
    case 'manual-state': {
      const state = t(fact.state === 'Execute' ? 'running' : 'stopped');
      const why = fact.reason === null ? '' : ` (${nameOf(fact.reason, fact.name, reasons)})`;
      return t('byHandRefusedState', `${state}${why}`, time);
    }
  }
}

function nameOf(code: string, name: string | undefined, reasons: ReasonsReference): string {
  return name ?? reasons.find((reason) => reason.code === code)?.name ?? code;
}
