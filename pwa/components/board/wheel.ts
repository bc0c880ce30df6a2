/** The wheel over the chart: with Ctrl (as a pinch on a pad tells) it zooms where it points, sideways or with Shift it pans, else rows scroll. */
import type { BoardChart } from './board-chart.ts';
import type { BoardView } from './board-view.ts';

const LINE_PX = 16;

export function onWheel(event: WheelEvent, { chart, view }: { chart: BoardChart | null; view: BoardView }): void {
  const isChart = event.composedPath().some((part) => part instanceof Element && part.matches('.scroller'));
  if (!chart || !isChart) return;
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
  const isAcross = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (!event.ctrlKey && !isAcross) return;
  event.preventDefault();
  if (event.ctrlKey) {
    const { x } = chart.within({ x: event.clientX, y: event.clientY });
    view.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * unit * 0.003))), x);
  } else view.pan((event.deltaX || event.deltaY) * unit);
}
