/** What people say of a job's run, each with a way back from a slip of the hand: what was said stays said, the way back is another word. */
import { completeJob, pauseJob, reopenJob, resumeJob, startJob } from '../../shared/orders/verbs/running.ts';
import type { PlanView } from '../data/planning.ts';
import { number } from '../locales/format.ts';
import { lineOrdersText as l } from '../locales/line-orders.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';
import type { PlanActing } from './plan-acting.ts';

const RUNS = { start: startJob, resume: resumeJob, pause: pauseJob, complete: completeJob } as const;
const BACK = { start: 'pause', resume: 'pause', pause: 'resume' } as const;
export type RunWord = keyof typeof RUNS;

export function isRunWord(word: string): word is RunWord {
  return Object.hasOwn(RUNS, word);
}

export class JobRuns {
  readonly #acting: PlanActing;
  readonly #view: () => PlanView | null | undefined;
  /** Was completed by a slip of the hand: goes on as soon as it is open again. */
  #goesOn: string | null = null;

  constructor(acting: PlanActing, view: () => PlanView | null | undefined) {
    this.#acting = acting;
    this.#view = view;
  }

  say(word: RunWord, job: string): void {
    this.#attempt(word, job, word === 'complete' ? () => this.#reopen(job) : () => this.#back(word, job));
  }

  /** To be called whenever the plan is another. */
  follow(): void {
    const job = this.#goesOn;
    if (job === null || this.#view()?.schedule.standings.get(job)?.state !== 'Interrupted') return;
    this.#goesOn = null;
    this.#attempt('resume', job);
  }

  #attempt(word: RunWord, job: string, back: (() => void) | null = null, did?: string): void {
    const view = this.#view();
    if (!view) return;
    const told = `${did ?? doneText(view, word, job)} · ${jobTitle(view.plan, job)}`;
    void this.#acting.attempt((world, why) => RUNS[word](world, { job, why }), told, undefined, back);
  }

  /** A first start that is taken back at once never was: nor was the pause that says so. */
  #back(word: keyof typeof BACK, job: string): void {
    const hasRun = this.#view()?.schedule.standings.get(job)?.startedAt !== null;
    const now = word === 'pause' && !hasRun ? 'start' : BACK[word];
    this.#attempt(now, job, null, word === 'start' ? l('doneStartBack') : undefined);
  }

  #reopen(job: string): void {
    this.#goesOn = job;
    void this.#acting.attempt((world) => reopenJob(world, { job }), p('did-reopen'));
  }
}

/** What is told when it was said. */
export function doneText(view: PlanView, word: RunWord, job: string): string {
  const left = view.schedule.standings.get(job)?.remaining ?? 0;
  if (word === 'complete' && left > 0) return l('doneEarly', number(left));
  return word === 'pause' && isSetToIt(view, job) ? l('donePauseRuns') : p(`did-${word}`);
}

/** Its line is set to its lot: with the next part it runs again, whatever is said. */
function isSetToIt({ lots, schedule }: Pick<PlanView, 'lots' | 'schedule'>, job: string): boolean {
  const counted = schedule.standings.get(job)?.lots ?? [];
  return lots.some(({ line, lot, current }) => current && counted.some((one) => one.line === line && one.lot === lot));
}
