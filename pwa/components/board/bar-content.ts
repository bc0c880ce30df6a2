/** What is inside a bar. All along the time axis is in shares of its width, so that zooming changes nothing here. */
import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from '../style-map.ts';
import { aloud } from '../../locales/board-aloud.ts';
import { boardText } from '../../locales/board.ts';
import { flagsOf, markShapes } from './mark-shapes.ts';
import type { PlacedBar } from './placed-bars.ts';

export function barContent({ bar, detail, from, to, bare, together }: PlacedBar): TemplateResult {
  const length = Math.max(1, to - from);
  const isWide = detail === 'full' || detail === 'title';
  const share = (at: number) => `${((at - from) / length) * 100}%`;
  const reach = (start: number, end: number) => ({ left: share(start), width: `${((end - start) / length) * 100}%` });
  const { setupFrom, start, ghostEnd, range, progress, due } = bar;
  const isDueInside = due !== null && due < bar.end && due > start;
  const title = together > 1 ? boardText('orders', together) : detail === 'short' ? bar.short : bar.title;
  return html`<span class="hidden">${aloud(bar.label)}</span>${
      setupFrom < start && from === start && !bare
        ? html`<span class="setup" style=${styleMap(reach(setupFrom, start))}></span>`
        : nothing
    }
    ${
      ghostEnd === null || bare
        ? nothing
        : ghostEnd > bar.end
          ? html`<span class="ghost" style=${styleMap(reach(bar.end, ghostEnd))}></span>`
          : html`<span class="ghost-tick" style=${styleMap({ left: share(Math.max(start, ghostEnd)) })}></span>`
    }
    ${
      range === null || detail === 'block'
        ? nothing
        : html`<span class="range" style=${styleMap(reach(...range))}></span>`
    }
    <span class="fill"
      >${
        progress === null
          ? nothing
          : html`<span
              class="progress"
              style=${styleMap(reach(from, Math.max(from, start + Math.min(1, progress) * (bar.end - start))))}
            ></span>`
      }</span
    >
    ${
      due === null || bare
        ? nothing
        : html`<span class="due ${isDueInside ? 'missed' : ''}" style=${styleMap({ left: share(due) })}></span>`
    }
    ${
      detail === 'block'
        ? nothing
        : html`<span class="text" aria-hidden="true"
            ><span class="first"><b>${title}</b>${isWide ? markShapes(bar.marks) : nothing}</span>${
              detail === 'full' ? html`<span class="note">${bar.note}</span>` : nothing
            }</span
          >`
    }
    ${isWide ? nothing : flagsOf(bar.marks, detail === 'block')}`;
}
