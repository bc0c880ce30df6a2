/** Hands in the entries of a file: sent as they are, under their ids, so nothing counts twice whoever sends it as well. */
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { asking } from './asking.ts';
import { readEntriesFile } from './entries-file.ts';
import type { EnteredFact, RefusedEntry } from './line-data.ts';
import { factOf } from './push.ts';
import type { Fetch } from './requests.ts';

export type Brought =
  /** `accepted` and `later` count; the file can be brought again for what has to wait. */
  | { kind: 'answered'; accepted: number; later: number; refused: RefusedEntry[] }
  | { kind: 'no-such-file' }
  /** What was answered until then stays so; bringing the file again repeats nothing. */
  | { kind: 'unreachable' }
  | { kind: 'failed'; detail: string | null };

const MOST_PER_REQUEST = 100;

export async function bringEntries(fetch: Fetch, stop: AbortSignal, text: string): Promise<Brought> {
  const file = readEntriesFile(text);
  if (!file) return { kind: 'no-such-file' };
  const ask = asking(fetch, stop);
  const all: Extract<Brought, { kind: 'answered' }> = { kind: 'answered', accepted: 0, later: 0, refused: [] };
  for (let i = 0; i < file.entries.length; i += MOST_PER_REQUEST) {
    const batch = file.entries.slice(i, i + MOST_PER_REQUEST);
    const body = { facts: batch.map(factOf) };
    const answer = await ask({ method: 'POST', path: '/api/sync/brought', body, read: readAnswers });
    if (!answer.ok)
      return answer.why === 'unreachable' ? { kind: 'unreachable' } : { kind: 'failed', detail: answer.detail };
    add(all, batch, answer.value);
  }
  return all;
}

function add(
  all: Extract<Brought, { kind: 'answered' }>,
  batch: readonly EnteredFact[],
  answers: readonly FactAnswer[],
): void {
  for (const [i, answer] of answers.entries()) {
    const fact = batch[i];
    if (answer.status === 'accepted') all.accepted++;
    else if (answer.status === 'later') all.later++;
    else if (fact)
      all.refused.push({ id: fact._id, code: answer.code, reason: answer.reason, fact, plan: answer.plan ?? null });
  }
}

function readAnswers(body: unknown): FactAnswer[] | undefined {
  return Array.isArray(body) ? (body as FactAnswer[]) : undefined;
}
