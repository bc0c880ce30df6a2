/** Diagonal lines over stretches of the strip: time of which nothing is known, and time that rests on what people said. */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { Box } from '../plot/plot.ts';

export interface Hatch {
  windows: readonly Window[];
  colour: string;
  /** Distance between two lines, canvas px. */
  gap: number;
  /** Share of the strip's height, from its lower edge. */
  height: number;
}

/** `x` maps time to canvas pixels. */
export function paintHatch(
  context: CanvasRenderingContext2D,
  { windows, colour, gap, height: share }: Hatch,
  box: Box,
  x: (at: number) => number,
): void {
  const height = box.height * share;
  const top = box.top + box.height - height;
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, gap / 6);
  for (const window of windows) {
    const left = Math.max(box.left, x(window.from));
    const right = Math.min(box.left + box.width, Math.max(x(window.to), left + 1));
    if (right <= left) continue;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, height);
    context.clip();
    context.beginPath();
    // In step with the box, so that neighbouring stretches join.
    for (let at = left - height - ((left - box.left) % gap); at < right; at += gap) {
      context.moveTo(at, top + height);
      context.lineTo(at + height, top);
    }
    context.stroke();
    context.restore();
  }
  context.restore();
}
