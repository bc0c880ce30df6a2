/** What can be done with a job on the board, besides opening, moving and parking it. Pure. */
import type { Saying } from '../../shared/orders/said.ts';
import { moveJobs } from '../../shared/orders/verbs/placing.ts';
import { resumeJob, startJob } from '../../shared/orders/verbs/running.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import type { BarChoice } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { choiceText } from '../locales/board-choices.ts';
import { planText as p } from '../locales/plan.ts';
import type { Attempt } from './plan-acting.ts';

const CHOICES = ['start', 'resume', 'pin', 'unpin', 'split', 'explain'] as const;
export type JobChoice = (typeof CHOICES)[number];

/** What whoever looks may do. */
export interface Rights {
  plans: boolean;
  runs: boolean;
}

export function choicesFor(view: PlanView, id: string, { plans, runs }: Rights): BarChoice[] {
  const { plan, schedule } = view;
  const job = plan.jobs.get(id);
  const order = plan.orders.get(job?.fields.order ?? '');
  const standing = schedule.standings.get(id);
  if (!job || !order || !standing) return [];
  const forecast = schedule.jobs.get(id);
  const isWaiting = standing.state !== 'Running' && forecast !== undefined;
  const isNext = isWaiting && schedule.queues.get(forecast.line)?.[0] === id;
  const isOver = standing.state === 'Ended' || standing.state === 'Aborted';
  const isOffered: Record<JobChoice, boolean> = {
    start: runs && isNext && standing.state !== 'Interrupted',
    resume: runs && isNext && standing.state === 'Interrupted',
    pin: plans && isWaiting && job.fields.place?.pinned !== true,
    unpin: plans && isWaiting && job.fields.place?.pinned === true,
    split: plans && !isOver && order.fields.closed !== true && order.quantity !== null,
    explain: forecast !== undefined,
  };
  const isLate = (schedule.orders.get(order.id)?.lateMs ?? 0) > 0;
  return CHOICES.filter((key) => isOffered[key]).map((key) => ({
    key,
    text: choiceText(key === 'explain' && isLate ? 'explainLate' : key),
  }));
}

/** What a choice enters, and what is told then; null = it is on the order's page. */
export function actOf(choice: JobChoice, id: string, title: string): { attempt: Attempt; done: string } | null {
  switch (choice) {
    case 'start':
      return {
        attempt: (world, why) => startJob(world, { job: id, why }),
        done: `${p('did-start')} · ${title}`,
      };
    case 'resume':
      return {
        attempt: (world, why) => resumeJob(world, { job: id, why }),
        done: `${p('did-resume')} · ${title}`,
      };
    case 'pin':
      return {
        attempt: (world, why) => pinnedOrNot(world, id, true, why),
        done: choiceText('pinnedAt', title),
      };
    case 'unpin':
      return {
        attempt: (world, why) => pinnedOrNot(world, id, false, why),
        done: choiceText('unpinned', title),
      };
    case 'split':
    case 'explain':
      return null;
  }
}

/** It stays where it is in its queue; pinned = at the time that is expected now, else as soon as what comes before it allows. */
export function pinnedOrNot(world: VerbWorld, id: string, pinned: boolean, why?: string): Saying {
  const { schedule } = world;
  const forecast = schedule.jobs.get(id);
  if (!forecast) return { ok: true, said: [] };
  const { line, start: notBefore } = forecast;
  const queue = schedule.queues.get(line) ?? [];
  const target = { line, before: queue[queue.indexOf(id) + 1] ?? null, ...(pinned && { notBefore, pinned }) };
  return moveJobs(world, { ids: [id], target, why });
}
