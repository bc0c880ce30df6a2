/**
 * What cannot have become of a job. Whether it ran or had ended is not asked where that could have been seen otherwise: what
 * people say of a run is a report, and is folded in the order in which they said it.
 */
import type { ExecutionVerb } from '../documents/execution.ts';
import { canRunOn } from './lines-of-job.ts';
import { notSaid } from './not-said.ts';
import { ranOnce } from './order-quantity.ts';
import type { RuleWorld } from './rules.ts';
import type { NotSaid } from './said.ts';

export function wrongExecution(
  { job: id, line: lineId, verb }: { job: string; line: string; verb: ExecutionVerb },
  { plan, standings, lines }: RuleWorld,
): NotSaid | null {
  const entity = 'job';
  const job = plan.jobs.get(id);
  if (!job) return notSaid('unknown', { entity, id }, `There is no job "${id}"; its order may have been deleted`);
  const line = lines.find((each) => each.id === lineId);
  if (!line) return notSaid('unknown-line', { entity, id }, `There is no line "${lineId}"`);
  const begins = verb === 'start' || verb === 'resume';
  if (begins && !canRunOn(job.fields, line)) {
    return notSaid('wrong-line', { entity, id }, `Line "${lineId}" cannot do job "${id}"`);
  }
  const needsRun = verb === 'pause' || verb === 'resume' || verb === 'complete' || verb === 'reopen';
  if (needsRun && !ranOnce(id, plan, standings)) {
    return notSaid('not-running', { entity, id }, `Job "${id}" never ran: start it first`);
  }
  return null;
}
