/** The board where there is no room for a time axis: a card per line with its queue from top to bottom. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from '../style-map.ts';
import { aloud } from '../../locales/board-aloud.ts';
import { boardText } from '../../locales/board.ts';
import { clockOfPlan } from '../../locales/format.ts';
import { shapeOf } from './chart-parts.ts';
import type { BoardBar, DropTarget } from './board-model.ts';
import { markShapes, toneOf } from './mark-shapes.ts';
import type { LaidRow, RowLayout } from './row-layout.ts';

export interface ListSeen {
  layout: RowLayout;
  zone: string;
  now: number;
  selected: ReadonlySet<string>;
  held: ReadonlySet<string>;
  /** Null = all are. */
  found: ((id: string) => boolean) | null;
  previewed: ReadonlyMap<string, BoardBar>;
  target: DropTarget | null;
  isRefused: boolean;
  focusable: string | null;
}

export function lineList(seen: ListSeen): TemplateResult {
  return html`<div class="lines">
    ${repeat(
      seen.layout.rows,
      ({ row }) => row.id,
      (laid) => lineCard(laid, seen),
    )}
  </div>`;
}

function lineCard({ row, bars }: LaidRow, seen: ListSeen): TemplateResult {
  const { target } = seen;
  const isTarget = target?.kind === 'row' && target.row === row.id;
  const queue = bars.filter(({ state }) => state !== 'ended');
  const gap = html`<li class="gap ${seen.isRefused ? 'refused' : ''}" aria-hidden="true"></li>`;
  return html`<section class="line-card" data-row=${row.id} aria-labelledby="line-${row.id}">
    <h2 id="line-${row.id}">${row.title}<span class="row-note ${row.alert}">${shapeOf(row.alert)}${row.note}</span></h2>
    ${queue.length === 0 && !isTarget ? html`<p class="second nothing">${boardText('noBars')}</p>` : nothing}
    <ul aria-describedby="bar-keys">
      ${repeat(
        queue,
        ({ id }) => id,
        (bar) =>
          html`${isTarget && target.before === bar.id ? gap : nothing}
            <li>${listedBar(seen.previewed.get(bar.id) ?? bar, seen)}</li>`,
      )}
      ${isTarget && target.before === null ? gap : nothing}
    </ul>
  </section>`;
}

function listedBar(bar: BoardBar, seen: ListSeen): TemplateResult {
  const { zone, now, selected, held, found, previewed, focusable } = seen;
  const look = [
    'card',
    bar.state,
    toneOf(bar.marks),
    bar.movable ? 'movable' : '',
    selected.has(bar.id) ? 'selected' : '',
    held.has(bar.id) ? 'held' : previewed.has(bar.id) ? 'moved' : '',
    found?.(bar.id) === false ? 'faint' : '',
  ];
  const until = bar.endKnown ? clockOfPlan(bar.end, zone, now) : '–';
  return html`<div
    class=${look.join(' ')}
    role="button"
    tabindex=${focusable === bar.id ? '0' : '-1'}
    data-bar=${bar.id}
    aria-pressed=${selected.has(bar.id) ? 'true' : 'false'}
    style=${styleMap({ '--product': bar.colour })}
  >
    <span class="hidden">${aloud(bar.label)}</span>
    <span class="first" aria-hidden="true"><b>${bar.title}</b>${markShapes(bar.marks)}</span>
    <span class="times" aria-hidden="true">${clockOfPlan(bar.start, zone, now)} – ${until}</span>
    <span class="note" aria-hidden="true">${bar.about}</span>
    ${
      bar.progress === null
        ? nothing
        : html`<span class="progress" style=${styleMap({ width: `${Math.min(1, bar.progress) * 100}%` })}></span>`
    }
  </div>`;
}
