/** Auto-arrange: what the rule answers, in figures and words. Pure. */
import type { Saying } from '../../shared/orders/said.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { arrangeByRule, type Arrangement, type PlanFigures } from '../../shared/schedule/arrange.ts';
import type { ArrangeResult } from '../components/plan/ls-plan-arrange.ts';
import type { PlanView } from '../data/planning.ts';
import { duration, number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { linesShown } from './board-rows.ts';
import { parkedCards } from './parked-cards.ts';
import { slips, viewAfter } from './board-preview.ts';
import { refusalText } from './plan-refusal.ts';

export interface ArrangeWanted {
  /** A process group; null = all lines. */
  group: string | null;
  parkedToo: boolean;
}

const MOST_LINES = 8;
/** Of a view that did not change the answer is the same. */
const known = new WeakMap<PlanView, Map<string, Arrangement>>();

function arrangement(view: PlanView, world: VerbWorld, { group, parkedToo }: ArrangeWanted): Arrangement {
  const answers = known.get(view) ?? new Map<string, Arrangement>();
  known.set(view, answers);
  const key = `${group} ${parkedToo}`;
  let answer = answers.get(key);
  if (!answer) {
    const lines = linesShown(view, group).map(({ id }) => id);
    const parked = parkedToo ? parkedCards(view, group).map(({ id }) => id) : [];
    answer = arrangeByRule({ world, lines, parked });
    answers.set(key, answer);
  }
  return answer;
}

export function arranged(world: VerbWorld, view: PlanView, wanted: ArrangeWanted, why?: string): Saying {
  const { saying } = arrangement(view, world, wanted);
  if (!saying.ok || why === undefined) return saying;
  return { ok: true, said: saying.said.map((one) => ({ ...one, why })) };
}

export function arrangeResult(view: PlanView, world: VerbWorld, wanted: ArrangeWanted): ArrangeResult {
  const { saying, before, after } = arrangement(view, world, wanted);
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
