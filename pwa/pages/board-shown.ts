/**
 * What the board shows of a plan. The page renders often (a connection that tells of itself, a hand that pans); bars, rows and
 * cards are made once for each plan and each choice.
 */
import type { BoardBar, BoardLink, BoardRow, BoardWindow, ParkedCard } from '../components/board/board-model.ts';
import type { DigestPart } from '../components/plan/ls-plan-digest.ts';
import type { PlanView } from '../data/planning.ts';
import { boardBars, boardLinks } from './board-bars.ts';
import { digestParts } from './board-digest.ts';
import { matching } from './board-finding.ts';
import { around, windowOfLook, type BoardFilter, type BoardLook } from './board-look.ts';
import { boardRows } from './board-rows.ts';
import { lastMade } from './last-made.ts';
import { parkedCards } from './parked-cards.ts';

export interface BoardShown {
  window: BoardWindow;
  rows: readonly BoardRow[];
  bars: readonly BoardBar[];
  parked: readonly ParkedCard[];
  links: readonly BoardLink[];
  selected: ReadonlySet<string>;
  digest: readonly DigestPart[];
  /** What a search or filter means; null = nothing is sought. */
  found: ((job: string) => boolean) | null;
  /** How many it means, on lines and parked. */
  count: number | null;
}

type Group = string | null;

/** Keeps what it made last. */
export function showingBoard(): (view: PlanView, look: BoardLook) => BoardShown {
  const seen = lastMade(windowOfLook);
  const sought = lastMade((view: PlanView, find: string, only: BoardFilter) => matching(view, { find, only }));
  const bars = lastMade(boardBars);
  const parked = lastMade((view: PlanView, group: Group, found: BoardShown['found']) =>
    parkedCards(view, group).filter(({ id }) => found?.(id) ?? true),
  );
  const rows = lastMade((view: PlanView, group: Group, from: number, to: number) =>
    boardRows(view, group, { from, to }),
  );
  const links = lastMade(boardLinks);
  const selected = lastMade((ids: readonly string[]) => new Set(ids));
  const digest = lastMade(digestParts);
  const count = lastMade(countOf);
  return (view, look) => {
    const window = seen(look, view.schedule.now, view.plant.timezone);
    const found = sought(view, look.find, look.only);
    const { from, to } = around(window);
    // All of them: between two that are found a line that seems empty would not be.
    const all = bars(view, look.group);
    const cards = parked(view, look.group, found);
    return {
      window,
      rows: rows(view, look.group, from, to),
      bars: all,
      parked: cards,
      links: links(view, look.selected),
      selected: selected(look.selected),
      digest: digest(view),
      found,
      count: count(all, cards, found),
    };
  };
}

function countOf(bars: readonly BoardBar[], found: readonly ParkedCard[], isMeant: BoardShown['found']): number | null {
  return isMeant && bars.filter(({ id }) => isMeant(id)).length + found.length;
}
