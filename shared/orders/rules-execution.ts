/**
 * What cannot have become of a job. Whether it ran or had ended is not asked where that could have been seen otherwise: what
 * people say of a run is a report, and is folded in the order in which they said it.
 */
import type { ExecutionVerb } from '../documents/execution.ts';
import { saidOf } from './executions.ts';
import { canRunOn } from './lines-of-job.ts';
import { notSaid } from './not-said.ts';
import { ranOnce } from './order-quantity.ts';
import type { JobOrder } from './plan.ts';
import type { RuleWorld } from './rules.ts';
import type { NotSaid } from './said.ts';

export function wrongExecution(
  { job: id, line: lineId, verb }: { job: string; line: string; verb: ExecutionVerb },
  world: RuleWorld,
): NotSaid | null {
  const { plan, standings, lines } = world;
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
  if (!begins && isElsewhere(job, lineId, world)) {
    return notSaid(
      'wrong-line',
      { entity, id },
      `Job "${id}" is not on line "${lineId}"; say it of the line where it is`,
    );
  }
  if (needsRun && !ranOnce(id, plan, standings)) {
    return notSaid('not-running', { entity, id }, `Job "${id}" never ran: start it first`);
  }
  return null;
}

/** It is planned or ran on other lines of the plant, and not on this one. Of what is nowhere any line can speak. */
function isElsewhere(job: JobOrder, line: string, { standings, lines }: RuleWorld): boolean {
  const { place } = job.fields;
  const ran = saidOf(job.executions).ran.keys();
  const lots = standings.get(job.id)?.lots ?? [];
  const there = new Set([...(place ? [place.line] : []), ...ran, ...lots.map((lot) => lot.line)]);
  return !there.has(line) && lines.some(({ id }) => there.has(id));
}
