/** Facts about a job that met and do not go together: none is refused, all are shown until a person decides. */
import type { Dependency } from './entities.ts';
import type { JobProblem, JobStanding } from './job-state.ts';
import type { KnownOfJob } from './known-of-job.ts';
import type { JobOrder } from './plan.ts';

/** `readyAt` = when what has to come before allowed it, ms; null = not yet. */
export function problemsOf(
  { job, order, said, runs }: KnownOfJob,
  standing: JobStanding,
  readyAt: (before: Dependency) => number | null,
): JobProblem[] {
  const problems: JobProblem[] = [];
  const raise = (code: JobProblem['code'], facts: readonly string[]) => problems.push({ code, facts });
  const starts = () => said.starts.map(({ id }) => id);
  const words = () => runs.flatMap(({ word }) => word ?? []).sort();
  const { place } = job.fields;

  if (place && runs.length > 0 && runs.every(({ line }) => line !== place.line)) {
    raise('movedWhileRunning', [...(job.heads['place'] ?? []), ...words()]);
  }
  if (runs.some(({ line }) => line !== runs[0]!.line)) raise('runningTwice', words());
  // More went than was ordered and came.
  if (order && order.quantity !== null && order.quantity < 0) {
    raise(
      'overTransferred',
      order.transfers.filter(({ from }) => from === order.id).map(({ id }) => id),
    );
  }
  if ((job.fields.deleted || order?.fields.deleted) && (said.starts.length > 0 || standing.lots.length > 0)) {
    const deletions = [...(job.heads['deleted'] ?? []), ...(order?.heads['deleted'] ?? [])];
    raise('deletedButRan', [...deletions, ...starts()]);
  }
  if (isTooEarly(job, standing, readyAt)) raise('precedence', [...(job.heads['after'] ?? []), ...starts()]);
  return problems;
}

/** It started before what it needs was ready. What has ended cannot be mended: only open jobs are told of. */
function isTooEarly(job: JobOrder, { state, startedAt }: JobStanding, readyAt: (before: Dependency) => number | null) {
  if (startedAt === null || state === 'Ended' || state === 'Aborted') return false;
  return (job.fields.after ?? []).some((before) => {
    // Batches come while it runs: what is missing now is a matter of the schedule.
    if (before.overlap !== undefined && !before.waitMs) return false;
    return startedAt < (readyAt(before) ?? Infinity);
  });
}
