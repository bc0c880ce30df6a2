/** How wide titles are. */
const widths = new Map<string, number>();
let measuring: CanvasRenderingContext2D | null = null;

/** As it is written in a bar, px. */
export function titleWidth(title: string): number {
  let width = widths.get(title);
  if (width === undefined) {
    if (!measuring) {
      measuring = document.createElement('canvas').getContext('2d')!;
      measuring.font = '600 13px system-ui, sans-serif';
    }
    if (widths.size > 20_000) widths.clear();
    widths.set(title, (width = measuring.measureText(title).width));
  }
  return width;
}
