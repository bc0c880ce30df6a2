/** What people said of a job's execution, at the end of it all. What machines show by their lots is another matter. */
import type { ExecutionEntry } from './plan-row.ts';

type Word = Pick<ExecutionEntry, 'id' | 'at' | 'line'>;

export interface SaidOfJob {
  /** It was completed or aborted, and not reopened; null = it may run. */
  end: { verb: 'complete' | 'abort'; id: string; at: number } | null;
  /** By line where it runs, by people's word: since when. */
  runs: ReadonlyMap<string, Word>;
  /** By line where it was paused: when. What its machine makes of it later says that it runs again. */
  pauses: ReadonlyMap<string, Word>;
  /** Starts and resumptions, in order of time. */
  starts: readonly Word[];
  /** By line of which people said that it ran there (an abort does not): the latest word. */
  ran: ReadonlyMap<string, Word>;
}

/** Ms: a first start that is taken back sooner was a slip of the hand. What a machine made meanwhile says otherwise by its lot. */
const SLIP_MS = 30_000;

/**
 * In order of (at, id), whatever order they came in. What has ended stays so until it is reopened: a start by somebody who did
 * not know is no reopening. A reopened job does not run by itself. A first start that was a slip is as if nobody had said it.
 */
export function saidOf(executions: readonly ExecutionEntry[]): SaidOfJob {
  let said = executions.length === 0 ? NOTHING_SAID : known.get(executions);
  if (said === undefined) known.set(executions, (said = inTime(executions)));
  return said;
}

/** Lists of entries are never changed in place. */
const known = new WeakMap<readonly ExecutionEntry[], SaidOfJob>();

function inTime(executions: readonly ExecutionEntry[]): SaidOfJob {
  const [runs, pauses, ran] = [new Map<string, Word>(), new Map<string, Word>(), new Map<string, Word>()];
  const starts: Word[] = [];
  let end: SaidOfJob['end'] = null;
  for (const { id, at, line, verb } of [...executions].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    if (verb === 'reopen') end = null;
    if (end !== null || verb === 'reopen') continue;
    const word = { id, at, line };
    if (verb === 'pause' && isSlip(starts, ran, word)) {
      starts.length = 0;
      runs.delete(line);
      ran.delete(line);
      continue;
    }
    if (verb !== 'abort') ran.set(line, word);
    if (verb === 'start' || verb === 'resume') {
      starts.push(word);
      runs.set(line, word);
      pauses.delete(line);
    } else if (verb === 'pause') {
      runs.delete(line);
      pauses.set(line, word);
    } else {
      end = { verb, id, at };
      runs.clear();
    }
  }
  return { end, runs, pauses, starts, ran };
}

const nothing: ReadonlyMap<string, Word> = new Map();
const NOTHING_SAID: SaidOfJob = { end: null, runs: nothing, pauses: nothing, starts: [], ran: nothing };

function isSlip(starts: readonly Word[], ran: ReadonlyMap<string, Word>, pause: Word): boolean {
  const [start] = starts;
  const isFirst = start !== undefined && starts.length === 1 && ran.size === 1 && ran.get(pause.line) === start;
  return isFirst && pause.at - start.at < SLIP_MS;
}
