/** The stop that a person is choosing a reason for. */
import type { StopRow } from '../components/ls-stop-list.ts';
import type { EnteredReason } from '../data/line-data.ts';

export interface Picking {
  key: string;
  from: number;
  to: number | null;
  /** null while the stop lasts. */
  durationMs: number | null;
  code: string | null;
  supersedes: string | null;
  /** The refused entry that this choice takes the place of. */
  refused: string | null;
}

/** A stop of the list; its reason, if it has one, will be superseded. */
export function pickingOf({ id, from, to, durationMs, reason }: StopRow): Picking {
  return {
    key: id,
    from,
    to,
    durationMs: to === null ? null : durationMs,
    code: reason?.code ?? null,
    supersedes: reason?.id ?? null,
    refused: null,
  };
}

/** What was refused, to be chosen anew. */
export function pickingAgain({ _id: id, from, to, code, supersedes }: EnteredReason): Picking {
  return { key: id, from, to, durationMs: to === null ? null : to - from, code, supersedes, refused: id };
}

/** What was just chosen, should it be changed: the entry `id` will be superseded. */
export function pickingAfter(picking: Picking, code: string, id: string): Picking {
  return { ...picking, code, supersedes: id, refused: null };
}
