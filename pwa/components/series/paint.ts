/** Paints curves onto a pane: the range between least and most as a band, the mean as a line; nothing across a gap. */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { Palette } from '../../styles/tokens.ts';
import { FONT_PX, type Box, type Surface } from '../plot/plot.ts';
import type { Mark } from './marks.ts';
import type { Trace } from './trace.ts';

export interface PaintedCurve {
  trace: Trace;
  mark: Mark;
  scale: string;
  /** A value holds until the next, as states do. */
  stepped: boolean;
  /** Somebody looks at another curve. */
  faint: boolean;
}

const LINE_PX = 1.75;
const RESTLESS_LINE_PX = 1;
/** Up and down, as a multiple of the width. */
const RESTLESS = 4;
const DOT_PX = 2;
/** Share of a band's colour; many bands on one another would hide the lines. */
const BAND_OF_FEW = 0.2;
const BAND_OF_MANY = 0.1;
const FEW = 4;
const FAINT = 0.18;
/** The square with a curve's letter. */
export const LETTER_PX = 15;

export function paintCurves(surface: Surface, curves: readonly PaintedCurve[], palette: Palette): void {
  const { context, box } = surface;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  const share = curves.length > FEW ? BAND_OF_MANY : BAND_OF_FEW;
  for (const curve of curves) if (!curve.stepped) paintBand(surface, curve, curve.faint ? share / 4 : share);
  for (const curve of curves) paintLine(surface, curve);
  context.restore();
  paintLetters(surface, curves, palette);
}

/** Stretches of marks without a break, as `[first, end)`. */
function runs({ length, breaks }: Trace): [number, number][] {
  const found: [number, number][] = [];
  for (let i = 0; i < length; i++) {
    if (i === 0 || breaks[i] === 1) found.push([i, i + 1]);
    else found.at(-1)![1] = i + 1;
  }
  return found;
}

/** Marks closer than two pixels: a path of thousands of corners costs more than columns do. */
function isDense({ length }: Trace, { box, ratio }: Surface): boolean {
  return length > box.width / ratio / 2;
}

function paintBand(surface: Surface, { trace, mark, scale }: PaintedCurve, share: number): void {
  const { context, x, y } = surface;
  context.fillStyle = mark.colour;
  context.globalAlpha = share;
  if (isDense(trace, surface)) {
    // A spike is a single pixel wide: it must be seen all the same.
    context.globalAlpha = Math.min(1, share * 2);
    for (let i = 0; i < trace.length; i++) {
      const left = Math.round(x(trace.at[i]!));
      const isJoined = i + 1 < trace.length && trace.breaks[i + 1] === 0;
      const right = isJoined ? Math.round(x(trace.at[i + 1]!)) : left + surface.ratio;
      const top = y(trace.most[i]!, scale);
      context.fillRect(left, top, right - left, y(trace.least[i]!, scale) - top);
    }
    context.globalAlpha = 1;
    return;
  }
  context.beginPath();
  for (const [first, end] of runs(trace)) {
    context.moveTo(x(trace.at[first]!), y(trace.most[first]!, scale));
    for (let i = first + 1; i < end; i++) context.lineTo(x(trace.at[i]!), y(trace.most[i]!, scale));
    for (let i = end - 1; i >= first; i--) context.lineTo(x(trace.at[i]!), y(trace.least[i]!, scale));
    context.closePath();
  }
  context.fill();
  context.globalAlpha = 1;
}

/** A line that goes up and down so much is a surface: dashes would only be noise, and its letter tells which it is. */
function isRestless({ box, y }: Surface, { trace, scale }: Pick<PaintedCurve, 'trace' | 'scale'>): boolean {
  let travel = 0;
  for (let i = 1; i < trace.length; i++) {
    if (trace.breaks[i] === 0) travel += Math.abs(y(trace.mean[i]!, scale) - y(trace.mean[i - 1]!, scale));
  }
  return travel > RESTLESS * box.width;
}

function paintLine(surface: Surface, { trace, mark, scale, stepped, faint }: PaintedCurve): void {
  const { context, ratio, x, y } = surface;
  context.strokeStyle = context.fillStyle = mark.colour;
  context.globalAlpha = faint ? FAINT : 1;
  const restless = isRestless(surface, { trace, scale });
  context.lineWidth = (restless ? RESTLESS_LINE_PX : LINE_PX) * ratio;
  context.lineJoin = restless ? 'bevel' : 'round';
  context.setLineDash(restless ? [] : mark.dash.map((px) => px * ratio));
  context.beginPath();
  for (const [first, end] of runs(trace)) {
    if (end - first === 1) {
      // A single mark between gaps has no line; it must not vanish.
      const [left, top] = [x(trace.at[first]!), y(trace.mean[first]!, scale)];
      context.fillRect(left - DOT_PX * ratio, top - DOT_PX * ratio, 2 * DOT_PX * ratio, 2 * DOT_PX * ratio);
      continue;
    }
    context.moveTo(x(trace.at[first]!), y(trace.mean[first]!, scale));
    for (let i = first + 1; i < end; i++) {
      if (stepped) context.lineTo(x(trace.at[i]!), y(trace.mean[i - 1]!, scale));
      context.lineTo(x(trace.at[i]!), y(trace.mean[i]!, scale));
    }
  }
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** The letter of each curve where it ends, moved apart so that all can be read. */
function paintLetters(surface: Surface, curves: readonly PaintedCurve[], palette: Palette): void {
  const { context, box, ratio } = surface;
  const size = LETTER_PX * ratio;
  const places = curves
    .flatMap(({ trace, mark, scale, faint }) => {
      const last = lastBefore(trace, box, surface);
      if (last === null || mark.letter === '') return [];
      const left = Math.min(surface.x(trace.at[last]!) + 3 * ratio, box.left + box.width - size);
      return [{ left, top: surface.y(trace.mean[last]!, scale) - size / 2, mark, faint }];
    })
    .sort((a, b) => a.top - b.top);
  const bottom = box.top + box.height - size;
  places.forEach((place, i) => {
    const above = i === 0 ? box.top - size : places[i - 1]!.top;
    place.top = Math.max(place.top, above + size + ratio);
  });
  // What was pushed beyond the lower edge comes back up.
  for (let i = places.length - 1, below = bottom + size; i >= 0; i--) {
    places[i]!.top = Math.min(places[i]!.top, below - size);
    below = places[i]!.top - ratio;
  }
  context.save();
  context.font = `600 ${11 * ratio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { left, top, mark, faint } of places) {
    context.globalAlpha = faint ? FAINT : 1;
    context.fillStyle = mark.colour;
    context.beginPath();
    context.roundRect(left, top, size, size, 3 * ratio);
    context.fill();
    context.fillStyle = palette.panel;
    context.fillText(mark.letter, left + size / 2, top + size / 2 + 0.5 * ratio);
  }
  context.restore();
}

function lastBefore({ at, length }: Trace, box: Box, { x }: Surface): number | null {
  for (let i = length - 1; i >= 0; i--) {
    const left = x(at[i]!);
    if (left < box.left) return null;
    if (left <= box.left + box.width) return i;
  }
  return null;
}

/** Hatched: time of which something may be known, but not here and now. */
export function paintMissing({ context, box, ratio, x }: Surface, missing: readonly Window[], palette: Palette): void {
  const step = 8 * ratio;
  context.save();
  context.strokeStyle = palette.line;
  context.lineWidth = ratio;
  for (const { from, to } of missing) {
    const left = Math.max(box.left, x(from));
    const right = Math.min(box.left + box.width, x(to));
    if (right <= left) continue;
    context.save();
    context.beginPath();
    context.rect(left, box.top, right - left, box.height);
    context.clip();
    context.beginPath();
    for (let at = left - box.height - (left % step); at < right; at += step) {
      context.moveTo(at, box.top + box.height);
      context.lineTo(at + box.height, box.top);
    }
    context.stroke();
    context.restore();
  }
  context.restore();
}

/** The units over their axes, with the letters that belong to each where there are two. */
export function paintUnits(
  { context, box, ratio }: Surface,
  axes: readonly { unit: string; side: 'left' | 'right'; letters: string }[],
  palette: Palette,
): void {
  context.save();
  context.font = `${FONT_PX * ratio}px system-ui, sans-serif`;
  context.fillStyle = palette.second;
  context.textBaseline = 'alphabetic';
  for (const { unit, side, letters } of axes) {
    const text = axes.length > 1 ? [unit, letters].filter(Boolean).join(' · ') : unit;
    context.textAlign = side === 'left' ? 'left' : 'right';
    const gutter = 44 * ratio;
    context.fillText(text, side === 'left' ? box.left - gutter : box.left + box.width + gutter, box.top - 7 * ratio);
  }
  context.restore();
}
