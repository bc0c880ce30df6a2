/** Where what hangs from a button lies so that all of it is on the screen (px). */

/** From the edge of the screen, and from the button. */
const EDGE = 8;
const GAP = 4;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

/**
 * Below the button, above it where there is more room, and flush with that side of it which is nearer to the screen's edge. What
 * has no room at all is cut to `maxHeight`.
 */
export function menuPlace(button: Box, menu: Size, screen: Size): { left: number; top: number; maxHeight: number } {
  const below = screen.height - button.bottom - GAP - EDGE;
  const above = button.top - GAP - EDGE;
  const isBelow = menu.height <= below || below >= above;
  const maxHeight = Math.max(0, isBelow ? below : above);
  const isAtRight = button.left + button.right > screen.width;
  const left = isAtRight ? button.right - menu.width : button.left;
  return {
    left: Math.max(EDGE, Math.min(left, screen.width - menu.width - EDGE)),
    top: isBelow ? button.bottom + GAP : button.top - GAP - Math.min(menu.height, maxHeight),
    maxHeight,
  };
}
