/** Auto-arrange: what the rule answers, in figures and words. Pure. */
import type { Saying } from '../../shared/orders/said.ts';
import type { Steps } from '../../shared/orders/table/steps.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { arranging, type Arrangement, type PlanFigures } from '../../shared/schedule/arrange.ts';
import type { ArrangeResult } from '../components/plan/ls-plan-arrange.ts';
import type { PlanView } from '../data/planning.ts';
import { duration, number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { linesShown } from './board-rows.ts';
import { inPieces, onePiece } from './in-pieces.ts';
import { parkedCards } from './parked-cards.ts';
import { slips, viewAfter } from './board-preview.ts';
import { refusalText } from './plan-refusal.ts';

export interface ArrangeWanted {
  /** A process group; null = all lines. */
  group: string | null;
  parkedToo: boolean;
}

const MOST_LINES = 8;

interface Found {
  saying: Saying;
  result: ArrangeResult;
}

/** What the rule answers of the plan as it is, found out in pieces and anew when the plan changes. */
export class BoardArranging {
  /** Null = there is none of this question yet. */
  result: ArrangeResult | null = null;
  /** How much is found out, 0 to 1; null = all: `result` is of the plan that is shown. */
  share: number | null = null;
  #saying: Saying | null = null;
  #of: readonly unknown[] = [];
  #stop = new AbortController();
  readonly #told: () => void;

  constructor(told: () => void) {
    this.#told = told;
  }

  follow(view: PlanView, world: VerbWorld | null, wanted: ArrangeWanted): void {
    const of = [wanted.group, wanted.parkedToo, view];
    if (of.every((part, i) => part === this.#of[i])) return;
    if (of[0] !== this.#of[0] || of[1] !== this.#of[1]) this.result = null;
    this.stop();
    this.#of = of;
    if (!world) return;
    const steps = finding(view, world, wanted);
    const done = onePiece(steps, (share) => (this.share = share));
    if (done) this.#become(done.value);
    else void this.#goOn(steps);
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#of = [];
  }

  /** Null = it is not known of this plan yet. */
  saying(): Saying | null {
    return this.share === null ? this.#saying : null;
  }

  async #goOn(steps: Steps<Found>): Promise<void> {
    const told = (share: number) => {
      this.share = share;
      this.#told();
    };
    const found = await inPieces(steps, told, this.#stop.signal);
    if (found === null) return;
    this.#become(found);
    this.#told();
  }

  #become({ saying, result }: Found): void {
    this.#saying = saying;
    this.result = result;
    this.share = null;
  }
}

/** As if whoever takes it had said so at once. */
export function withReason(saying: Saying, why: string | undefined): Saying {
  if (!saying.ok || why === undefined) return saying;
  return { ok: true, said: saying.said.map((one) => ({ ...one, why })) };
}

function* finding(view: PlanView, world: VerbWorld, { group, parkedToo }: ArrangeWanted): Steps<Found> {
  const lines = linesShown(view, group).map(({ id }) => id);
  const parked = parkedToo ? parkedCards(view, group).map(({ id }) => id) : [];
  const arrangement = yield* arranging({ world, lines, parked });
  yield 1;
  return { saying: arrangement.saying, result: resultOf(view, arrangement) };
}

function resultOf(view: PlanView, { saying, before, after }: Arrangement): ArrangeResult {
  if (!saying.ok) return { figures: [], lines: [{ text: refusalText(saying), tone: 'act' }], moves: 0 };
  const moves = saying.said.reduce((sum, one) => sum + (one.type === 'change' ? one.sets.length : 0), 0);
  return {
    figures: figures(before, after),
    lines: moves === 0 ? [] : slips(view, viewAfter(view, saying.said), []).slice(0, MOST_LINES),
    moves,
  };
}

function figures(before: PlanFigures, after: PlanFigures): ArrangeResult['figures'] {
  const row = (name: string, was: number, is: number, shown: (value: number) => string) => ({
    ...{ name, was: shown(was), is: shown(is) },
    better: was === is ? null : is < was,
  });
  return [
    row(p('arrange-lateness'), before.lateMs, after.lateMs, duration),
    row(p('arrange-late'), before.late, after.late, (count) => number(count)),
    row(p('arrange-setup'), before.setupMs, after.setupMs, duration),
  ];
}
