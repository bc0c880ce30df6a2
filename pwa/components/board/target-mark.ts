/** Drawn while something is carried: where it came from, the row and the place in it that it would fall into. */
import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from '../style-map.ts';
import { boardText } from '../../locales/board.ts';
import { clockOfPlan } from '../../locales/format.ts';
import type { Carried } from './carrying.ts';
import { queueOf } from './drop-target.ts';
import { laneTop, type LaidRow, type RowLayout } from './row-layout.ts';
import { xOf, type Scale } from './scale.ts';

export interface Marked {
  carried: Carried;
  layout: RowLayout;
  scale: Scale;
  zone: string;
  now: number;
}

const px = (value: number) => `${value.toFixed(1)}px`;

/** Under the bars: the row, and its lane in which a time is meant. */
export function targetRow({ carried, layout }: Marked): TemplateResult | typeof nothing {
  const { target } = carried;
  const row = target?.kind === 'row' ? layout.byId.get(target.row) : undefined;
  if (!row || target?.kind !== 'row') return nothing;
  const place = { top: px(row.top), height: px(row.height), '--lane': px(row.height / 3) };
  return html`<i class="target-row ${refusal(carried)}" style=${styleMap(place)}
    ><i class="time-lane ${target.at === null ? '' : 'on'}">${boardText('timeLaneHint')}</i></i
  >`;
}

/** Over the bars. */
export function targetMark(marked: Marked): TemplateResult {
  const { carried, layout, scale } = marked;
  const from = [...carried.held.ids].map((id) => {
    const bar = layout.bars.get(id);
    const row = bar && layout.byId.get(bar.row);
    if (!row) return nothing;
    const width = Math.max(3, (bar.end - bar.start) / scale.msPerPx);
    const top = laneTop(row, row.lane[row.bars.indexOf(bar)] ?? 0, layout.size);
    const place = { left: px(xOf(scale, bar.start)), top: px(top), width: px(width), height: px(layout.size.bar) };
    return html`<i class="was" style=${styleMap(place)}></i>`;
  });
  const { target } = carried;
  const row = target?.kind === 'row' ? layout.byId.get(target.row) : undefined;
  if (!row || target?.kind !== 'row') return html`${from}`;
  return html`${from}${target.at === null ? gap(row, target.before, marked) : atTime(row, target.at, marked)}`;
}

function gap(row: LaidRow, before: string | null, { carried, layout, scale, now }: Marked): TemplateResult {
  const coming = carried.preview?.bars.find((bar) => bar.id === carried.id);
  const next = before === null ? undefined : layout.bars.get(before);
  const last = queueOf(row, carried.held.ids).at(-1) ?? row.bars.findLast(({ state }) => state === 'running');
  const at = (coming ?? next)?.setupFrom ?? last?.end ?? now;
  const place = { left: px(xOf(scale, at)), top: px(row.top), height: px(row.height) };
  return html`<i class="gap ${refusal(carried)}" style=${styleMap(place)}></i>`;
}

function atTime({ top }: LaidRow, at: number, { carried, scale, zone, now }: Marked): TemplateResult {
  const words = boardText('timeLane', clockOfPlan(at, zone, now));
  return html`<i class="at ${refusal(carried)}" style=${styleMap({ left: px(xOf(scale, at)) })}
    ><span style=${styleMap({ top: px(top) })}>${words}</span></i
  >`;
}

function refusal({ preview }: Carried): string {
  return preview?.refused ? 'refused' : '';
}
