/** The chart: axis above, heads at the left, bars between. Bars, links and marks of the target are drawn into their layers. */
import { html, type TemplateResult } from 'lit';
import { styleMap } from '../style-map.ts';
import { boardText } from '../../locales/board.ts';
import { clock, dayLabel } from '../../locales/format.ts';
import { axisLines, axisMarks, rowHeads, shades } from './chart-parts.ts';
import type { BoardView } from './board-view.ts';
import type { RowLayout } from './row-layout.ts';
import { xOf } from './scale.ts';
import { shadeBlocks } from './shade-blocks.ts';
import { ticksOf, type Ticks } from './ticks.ts';

export interface ChartDrawn {
  layout: RowLayout;
  /** Indices of rows that are drawn. */
  rows: readonly [number, number];
  view: BoardView;
  zone: string;
  now: number;
  /** Rows that can take what is carried; null = all, or nothing is carried. */
  takers: ReadonlySet<string> | null;
  scrolled: () => void;
}

export function chart({ layout, rows, view, zone, now, takers, scrolled }: ChartDrawn): TemplateResult {
  const { window, scale } = view.drawn;
  const drawn = layout.rows.slice(...rows);
  const ticks = ticksOf(window, scale.msPerPx, zone);
  const left = `${xOf(scale, now).toFixed(1)}px`;
  return html`<div
    class="scroller"
    tabindex="0"
    role="group"
    aria-label=${boardText('ground')}
    aria-describedby="ground-keys"
    @scroll=${scrolled}
  >
    <div class="axis" aria-hidden="true">
      <div class="corner"></div>
      <div class="axis-view">
        <div class="pan">
          ${axisMarks(ticks, scale, now)}<b
            class="now-time ${isDays(ticks) ? 'begins' : ''}"
            style=${styleMap({ left })}
            >${nowText(ticks, zone, now)}</b
          >
        </div>
      </div>
    </div>
    <div class="canvas" style=${styleMap({ height: `${layout.height}px` })}>
      <div class="plot">
        <div class="ground pan" aria-hidden="true">
          ${shades(shadeBlocks(drawn, window, scale))}${axisLines(ticks, scale)}
        </div>
        <div class="row-lines" aria-hidden="true">
          ${drawn.map(
            ({ top, height }) =>
              html`<i class="row-line" style=${styleMap({ top: `${top}px`, height: `${height}px` })}></i>`,
          )}
        </div>
        <div class="beneath" aria-hidden="true"></div>
        <i class="now pan" aria-hidden="true"><i style=${styleMap({ left })}></i></i>
        <svg class="links pan" aria-hidden="true"></svg>
        <div class="bars pan" style=${styleMap({ '--bar-height': `${layout.size.bar}px` })}></div>
        <div class="overlay pan" aria-hidden="true"></div>
        <i class="rubber" hidden></i>
      </div>
      <div
        class="heads"
        role="grid"
        aria-label=${boardText('board')}
        aria-describedby="bar-keys"
        aria-multiselectable="true"
        aria-rowcount=${layout.rows.length}
        aria-colcount=${1 + Math.max(0, ...layout.rows.map(({ bars }) => bars.length))}
      >
        ${rowHeads({ rows: drawn, view: view.now, zone, isBarred: (row) => takers !== null && !takers.has(row) })}
      </div>
    </div>
    ${layout.rows.length === 0 ? html`<p class="empty second">${boardText('noRows')}</p>` : ''}
  </div>`;
}

/** With its day where the axis tells no hours. */
function nowText(ticks: Ticks, zone: string, now: number): string {
  return isDays(ticks) ? `${dayLabel(now, zone)}, ${clock(now, zone)}` : clock(now, zone);
}

function isDays({ ticks }: Ticks): boolean {
  return ticks.some(({ begins }) => begins);
}
