/** The chart as a picture that can stand alone: what it shows, of which time and plant, as of when, and which curve is which. */
import type { SeriesMetric } from '../../../shared/series/metric.ts';
import type { Palette } from '../../styles/tokens.ts';
import type { Mark } from './marks.ts';

export interface PictureParts {
  /** From top to bottom, drawn at `ratio` pixels to a CSS pixel. */
  canvases: readonly HTMLCanvasElement[];
  ratio: number;
  marks: readonly Mark[];
  metrics: readonly SeriesMetric[];
  palette: Palette;
  /** Time range. */
  title: string;
  /** Plant, resolution, as of. */
  notes: string;
}

const MARGIN_PX = 16;
const TITLE_PX = 28;
const ROW_PX = 24;
const FONT = 'system-ui, sans-serif';

/** A PNG. Rejects when the browser cannot make one (too large, or out of memory). */
export function pictureOf(parts: PictureParts): Promise<Blob> {
  const { canvases, ratio, palette } = parts;
  const width = Math.max(...canvases.map((canvas) => canvas.width)) + 2 * MARGIN_PX * ratio;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('no canvas'));
  const rows = legendRows(context, parts, width / ratio - 2 * MARGIN_PX);
  const head = MARGIN_PX + TITLE_PX + rows.length * ROW_PX + 8;
  const foot = ROW_PX + MARGIN_PX;
  canvas.width = width;
  canvas.height = (head + foot) * ratio + canvases.reduce((sum, pane) => sum + pane.height, 0);

  context.fillStyle = palette.panel;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.save();
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  paintText(context, parts.title, MARGIN_PX, MARGIN_PX + TITLE_PX / 2, {
    font: `600 16px ${FONT}`,
    colour: palette.ink,
  });
  rows.forEach((row, i) => {
    const top = MARGIN_PX + TITLE_PX + (i + 0.5) * ROW_PX;
    for (const entry of row) paintEntry(context, entry, top, palette);
  });
  const under = canvas.height / ratio - foot / 2;
  paintText(context, parts.notes, MARGIN_PX, under, { font: `12px ${FONT}`, colour: palette.second });
  context.restore();
  let top = head * ratio;
  for (const pane of canvases) {
    context.drawImage(pane, MARGIN_PX * ratio, top);
    top += pane.height;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png');
  });
}

interface LegendEntry {
  left: number;
  mark: Mark;
  text: string;
}

/** As many entries in a row as fit into `width` CSS px. */
function legendRows(
  context: CanvasRenderingContext2D,
  { marks, metrics }: PictureParts,
  width: number,
): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  context.font = `13px ${FONT}`;
  let left = 0;
  metrics.forEach(({ lineName, name, unit }, place) => {
    const text = `${lineName} · ${name}${unit ? ` (${unit})` : ''}`;
    const needs = 64 + context.measureText(text).width + 20;
    const row = rows.at(-1);
    if (!row || left + needs > width) {
      left = 0;
      rows.push([]);
    }
    rows.at(-1)!.push({ left: MARGIN_PX + left, mark: marks[place]!, text });
    left += needs;
  });
  return rows;
}

function paintEntry(
  context: CanvasRenderingContext2D,
  { left, mark, text }: LegendEntry,
  top: number,
  palette: Palette,
): void {
  context.fillStyle = context.strokeStyle = mark.colour;
  context.beginPath();
  context.roundRect(left, top - 8, 16, 16, 3);
  context.fill();
  context.lineWidth = 2;
  context.setLineDash([...mark.dash]);
  context.beginPath();
  context.moveTo(left + 22, top);
  context.lineTo(left + 54, top);
  context.stroke();
  context.setLineDash([]);
  context.textAlign = 'center';
  paintText(context, mark.letter, left + 8, top + 0.5, { font: `600 11px ${FONT}`, colour: palette.panel });
  context.textAlign = 'left';
  paintText(context, text, left + 60, top, { font: `13px ${FONT}`, colour: palette.ink });
}

function paintText(
  context: CanvasRenderingContext2D,
  text: string,
  left: number,
  middle: number,
  look: { font: string; colour: string },
): void {
  context.font = look.font;
  context.fillStyle = look.colour;
  context.fillText(text, left, middle);
}
