import type { ReasonsReference } from '../../shared/sync/rows.ts';
import type { RejectionCode } from '../../shared/sync/protocol.ts';
import type { RefusedRow } from '../components/ls-refused.ts';
import type { RefusedEntry } from '../data/line-data.ts';
import { clockOfDay } from '../locales/format.ts';
import { t } from '../locales/locale.ts';

const WHY = {
  invalid: 'refusedInvalid',
  clock: 'refusedClock',
  line: 'refusedLine',
  reason: 'refusedReason',
  differs: 'refusedDiffers',
} as const satisfies Record<RejectionCode, string>;

/** Refused entries in the words of the person who made them. */
export function refusedRows(
  entries: readonly RefusedEntry[],
  reasons: ReasonsReference,
  zone: string,
  now: number,
): RefusedRow[] {
  return entries.map(({ id, code, fact }) => ({
    id,
    what: t(
      'refusedEntry',
      fact.name ?? reasons.find((reason) => reason.code === fact.code)?.name ?? fact.code,
      clockOfDay(fact.from, zone, now),
    ),
    why: t(WHY[code]),
    comment: fact.comment ?? null,
  }));
}
