/** What waits for what, drawn while either of the two is selected. */
import { nothing, svg, type TemplateResult } from 'lit';
import type { BoardBar, BoardLink } from './board-model.ts';
import { laneTop, type RowLayout } from './row-layout.ts';
import { xOf, type Scale } from './scale.ts';

export interface Linked {
  links: readonly BoardLink[];
  selected: ReadonlySet<string>;
  previewed: ReadonlyMap<string, BoardBar>;
  layout: RowLayout;
  scale: Scale;
}

export function linkPaths(linked: Linked): (TemplateResult | typeof nothing)[] {
  const { links, selected } = linked;
  if (selected.size === 0) return [];
  return links.filter(({ from, to }) => selected.has(from) || selected.has(to)).map((link) => pathOf(link, linked));
}

function pathOf({ from, to, broken }: BoardLink, linked: Linked): TemplateResult | typeof nothing {
  const a = placeOf(from, linked);
  const b = placeOf(to, linked);
  if (!a || !b) return nothing;
  // Out to the right of the first, in from the left of the second, whichever way it goes.
  const bend = Math.max(24, Math.abs(b.left - a.right) / 3);
  const path = `M${a.right} ${a.y}C${a.right + bend} ${a.y} ${b.left - bend} ${b.y} ${b.left - 5} ${b.y}`;
  return svg`<g class=${broken ? 'link broken' : 'link'}><path d=${path} /><path class="tip" d="M${b.left - 7} ${b.y - 4}l7 4-7 4Z" /></g>`;
}

function placeOf(id: string, { previewed, layout, scale }: Linked): { left: number; right: number; y: number } | null {
  const bar = previewed.get(id) ?? layout.bars.get(id);
  const row = bar && layout.byId.get(bar.row);
  if (!row) return null;
  const y = laneTop(row, row.lane[row.bars.indexOf(bar)] ?? 0, layout.size) + layout.size.bar / 2;
  return { left: xOf(scale, bar.start), right: xOf(scale, bar.end), y };
}
