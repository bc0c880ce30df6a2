/** What the board's chart is made of besides bars: axis, shades, row heads. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from '../style-map.ts';
import { aloud } from '../../locales/board-aloud.ts';
import { boardText } from '../../locales/board.ts';
import { span } from '../../locales/format.ts';
import type { BoardRow, BoardWindow } from './board-model.ts';
import type { LaidRow } from './row-layout.ts';
import { xOf, type Scale } from './scale.ts';
import type { ShadeBlock } from './shade-blocks.ts';
import { TIGHT_PX, type Tick, type Ticks } from './ticks.ts';

const px = (value: number) => `${value.toFixed(1)}px`;
/** A reason is written into a block with so much room. */
const WRITTEN_PX = 72;
const NOW_PX = 42;
/** Labels of stretches stand behind their marks, and so does the time there, with its day. */
const DAY_PX = { after: 46, before: 92 };
/** So many reasons of a row are read out. */
const TOLD_SHADES = 5;

/** No mark is under the one that tells the time. */
export function axisMarks({ bands, ticks }: Ticks, scale: Scale, now: number): TemplateResult {
  const isFree = ({ at, begins }: Tick) => {
    const past = (now - at) / scale.msPerPx;
    return begins ? past > DAY_PX.after || past < -DAY_PX.before : Math.abs(past) > NOW_PX;
  };
  return html`${bands.map(
    ({ from, to, label }) =>
      html`<div
        class="band ${(to - from) / scale.msPerPx < TIGHT_PX ? 'tight' : ''}"
        style=${styleMap({ left: px(xOf(scale, from)), width: px((to - from) / scale.msPerPx) })}
      >
        <span>${label}</span>
      </div>`,
  )}${ticks
    .filter(isFree)
    .map(
      ({ at, label, begins }) =>
        html`<span class="tick ${begins ? 'begins' : ''}" style=${styleMap({ left: px(xOf(scale, at)) })}
          >${label}</span
        >`,
    )}`;
}

export function axisLines({ bands, ticks }: Ticks, scale: Scale): TemplateResult {
  return html`${ticks.map(({ at }) => html`<i class="line" style=${styleMap({ left: px(xOf(scale, at)) })}></i>`)}
  ${bands.map(({ from }) => html`<i class="line strong" style=${styleMap({ left: px(xOf(scale, from)) })}></i>`)}`;
}

export function shades(blocks: readonly ShadeBlock[]): TemplateResult {
  return html`${blocks.map(({ shade, x, y, width, height }) => {
    const isWritten = width >= WRITTEN_PX && shade.why !== 'not-scheduled' && shade.why !== 'break';
    return html`<i
      class="shade ${shade.why}"
      title=${shade.label}
      style=${styleMap({ left: px(x), top: px(y), width: px(width), height: px(height) })}
      >${isWritten ? html`<span>${shade.label}</span>` : nothing}</i
    >`;
  })}`;
}

export interface HeadsSeen {
  rows: readonly LaidRow[];
  view: BoardWindow;
  zone: string;
  /** Rows that cannot take what is carried. */
  isBarred: (row: string) => boolean;
}

export function rowHeads({ rows, view, zone, isBarred }: HeadsSeen): TemplateResult {
  return html`${repeat(
    rows,
    ({ row }) => row.id,
    ({ row, index, top, height }) =>
      html`<div
        class="row ${isBarred(row.id) ? 'barred' : ''}"
        role="row"
        data-row=${row.id}
        aria-rowindex=${index + 1}
        style=${styleMap({ transform: `translateY(${top}px)`, height: `${height}px` })}
      >
        <div
          class="head ${row.alert}"
          role="rowheader"
          aria-colindex="1"
          aria-label=${[row.title, row.note].filter(Boolean).join(', ')}
        >
          <b>${row.title}</b>
          <span class="row-note">${shapeOf(row.alert)}${row.note}</span>
          <span class="hidden">${restingWords(row, view, zone)}</span>
        </div>
      </div>`,
  )}`;
}

export function shapeOf(alert: BoardRow['alert']): TemplateResult | typeof nothing {
  if (alert === 'none') return nothing;
  return html`<span class="shape" aria-hidden="true">${alert === 'act' ? '■ ' : '▲ '}</span>`;
}

/** What a mouse reads by pointing at the shades; breaks are every day's, and would hide what is not. */
function restingWords({ shades: all }: BoardRow, view: BoardWindow, zone: string): string {
  const seen = all.filter(({ from, to, why }) => to > view.from && from < view.to && why !== 'break');
  if (seen.length === 0) return '';
  const told = seen.slice(0, TOLD_SHADES).map(({ from, to, label }) => `${label} ${span(from, to, zone)}`);
  if (seen.length > TOLD_SHADES) told.push(boardText('restingMore', seen.length - TOLD_SHADES));
  return boardText('resting', aloud(told.join('; ')));
}
