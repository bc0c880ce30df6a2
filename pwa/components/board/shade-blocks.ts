/** Time in which lines do not work, as blocks over all neighbouring rows that share it. Pure; px. */
import type { BoardShade, BoardWindow } from './board-model.ts';
import type { LaidRow } from './row-layout.ts';
import { xOf, type Scale } from './scale.ts';

export interface ShadeBlock {
  shade: BoardShade;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is narrower cannot be told apart and is left out. */
const NARROWEST_PX = 2;

export function shadeBlocks(rows: readonly LaidRow[], window: BoardWindow, scale: Scale): ShadeBlock[] {
  const blocks: ShadeBlock[] = [];
  let above = new Map<string, ShadeBlock>();
  for (const { row, top, height } of rows) {
    const here = new Map<string, ShadeBlock>();
    for (const shade of row.shades) {
      if (shade.to <= window.from || shade.from >= window.to) continue;
      const [from, to] = [Math.max(shade.from, window.from), Math.min(shade.to, window.to)];
      const width = (to - from) / scale.msPerPx;
      if (width < NARROWEST_PX) continue;
      const key = `${shade.from} ${shade.to} ${shade.why} ${shade.label}`;
      let block = above.get(key);
      if (block) block.height += height;
      else blocks.push((block = { shade, x: xOf(scale, from), y: top, width, height }));
      here.set(key, block);
    }
    above = here;
  }
  return blocks;
}
