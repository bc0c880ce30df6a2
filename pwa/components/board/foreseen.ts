/** Of a preview: what is drawn otherwise than it is. */
import type { BoardBar, DropPreview } from './board-model.ts';

const NONE: ReadonlyMap<string, BoardBar> = new Map();
const known = new WeakMap<DropPreview, ReadonlyMap<string, BoardBar>>();

export function previewedBars(preview: DropPreview | null): ReadonlyMap<string, BoardBar> {
  if (!preview || preview.refused !== null) return NONE;
  let bars = known.get(preview);
  if (!bars) known.set(preview, (bars = new Map(preview.bars.map((bar) => [bar.id, bar]))));
  return bars;
}
