/**
 * What walks found, remembered: most of a plan stays as it is when somebody drags a job or says something, and a job whose turn
 * comes as it came before takes the same time.
 */
import type { Limit, Step, Upstream } from './steps.ts';
import type { Timing } from './walk.ts';

/** Those of a forecast, each at its own speed. */
export type WalkName = 'standard' | 'extrapolated' | 'mixed' | 'p10' | 'p90';

/** What decided when a job is made, and when that is. The same object as long as nothing that decides is another. */
export interface Turn {
  /** Of `Turns` when it was taken. */
  version: number;
  /** Of the job before it on its line. */
  before: Timing | null;
  /** Of those that it waits for, in their order. */
  upstream: readonly Timing[];
  /** The same object as that of the turn before as long as it is equal: then nothing changes for those that follow. */
  timing: Timing;
}

/** Of one job. */
export class Turns {
  /** As it was last; an equal one takes its place, so that no plan of the past is held by it. */
  #step: Step;
  /** Another one whenever the step was not equal. */
  #version = 0;
  readonly #byWalk: Record<WalkName, Turn | null> = {
    ...{ standard: null, extrapolated: null, mixed: null },
    ...{ p10: null, p90: null },
  };

  constructor(step: Step) {
    this.#step = step;
  }

  /** Before the turns of another plan are taken. */
  meet(step: Step): this {
    if (!isSameStep(step, this.#step)) this.#version++;
    this.#step = step;
    return this;
  }

  /** `time` is asked only if something is another than when its turn last came; `timings` = of the steps before it. */
  take(walk: WalkName, timings: readonly Timing[], time: (step: Step) => Timing): Turn {
    const step = this.#step;
    const before = step.before && timings[step.before.index]!;
    const known = this.#byWalk[walk];
    if (
      known !== null &&
      known.version === this.#version &&
      known.before === before &&
      step.upstream.every(({ step: other }, i) => timings[other.index] === known.upstream[i])
    ) {
      return known;
    }
    const found = time(step);
    const timing = known && isSameTiming(found, known.timing) ? known.timing : found;
    const upstream = step.upstream.map(({ step: other }) => timings[other.index]!);
    return (this.#byWalk[walk] = { version: this.#version, before, upstream, timing });
  }
}

function isSameStep(a: Step, b: Step): boolean {
  return (
    a.job === b.job &&
    a.standing === b.standing &&
    a.line === b.line &&
    a.product === b.product &&
    a.setFor?.job === b.setFor?.job &&
    a.setFor?.product === b.setFor?.product &&
    a.basis === b.basis &&
    isSameTask(a.task, b.task) &&
    areSame(a.limits, b.limits, isSameLimit) &&
    areSame(a.upstream, b.upstream, isSameUpstream)
  );
}

function isSameTask(a: Step['task'], b: Step['task']): boolean {
  return a?.id === b?.id && a?.offsetMs === b?.offsetMs;
}

function isSameLimit(a: Limit, b: Limit): boolean {
  if (a.at !== b.at || a.cause.why !== b.cause.why || a.of !== b.of) return false;
  if (a.cause.why === 'upstream') return b.cause.why === 'upstream' && a.cause.job === b.cause.job;
  return a.cause.why !== 'task' || (b.cause.why === 'task' && a.cause.task === b.cause.task);
}

/** Its `step` has a turn of its own, whose timing is compared; here is what else is looked at of it. */
function isSameUpstream(a: Upstream, b: Upstream): boolean {
  return (
    a.step.job === b.step.job &&
    a.step.standing === b.step.standing &&
    a.step.line === b.step.line &&
    a.waitMs === b.waitMs &&
    a.overlap === b.overlap &&
    areSame(a.tasks, b.tasks, isSameTask)
  );
}

function areSame<Item>(a: readonly Item[], b: readonly Item[], isSame: (a: Item, b: Item) => boolean): boolean {
  return a.length === b.length && a.every((item, i) => isSame(item, b[i]!));
}

function isSameTiming(a: Timing, b: Timing): boolean {
  return (
    a.setupFrom === b.setupFrom &&
    a.start === b.start &&
    a.end === b.end &&
    a.perHour === b.perHour &&
    a.runMs === b.runMs &&
    a.stretch === b.stretch &&
    a.lineMs === b.lineMs &&
    a.free === b.free &&
    a.sure === b.sure
  );
}
