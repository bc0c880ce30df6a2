import type { ReasonsReference } from '../../shared/sync/rows.ts';
import type { RejectionCode } from '../../shared/sync/protocol.ts';
import type { RefusedRow } from '../components/ls-refused.ts';
import type { EnteredFact, RefusedEntry } from '../data/line-data.ts';
import { clockOfDay, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { syncMark } from '../locales/sync-marks.ts';

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
} as const satisfies Record<Exclude<RejectionCode, 'expired'>, string>;

/** Why an entry was refused, in words. */
export function whyRefused(code: RejectionCode): string {
  return code === 'expired' ? syncMark('expired') : t(WHY[code]);
}

/** Refused entries in the words of the person who made them. */
export function refusedRows(
  entries: readonly RefusedEntry[],
  reasons: ReasonsReference,
  zone: string,
  now: number,
): RefusedRow[] {
  return entries.map(({ id, code, fact }) => ({
    id,
    what: whatOf(fact, reasons, clockOfDay(fact.from, zone, now)),
    why: whyRefused(code),
    comment: fact.type === 'manual-state' ? null : (fact.comment ?? null),
  }));
}

function whatOf(fact: EnteredFact, reasons: ReasonsReference, time: string): string {
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
