/** Hands on the time axis: wheel and pinch zoom, drag pans, double tap resets, pointing and tapping reads; keys do the same. */

/** A place on the plotting area: share of its width, px below its top. */
export interface Place {
  share: number;
  y: number;
}

export interface Moves {
  /** Positive = later, as a share of the shown width. */
  pan(share: number): void;
  /** `factor` < 1 zooms in around `anchor`, a share of the shown width. */
  zoom(factor: number, anchor: number): void;
  reset(): void;
  now(): void;
  /** The mouse points at a place without pressing; null = it has left. */
  hover(place: Place | null): void;
  tap(place: Place, finger: boolean): void;
  /** An arrow key: earlier (-1) or later (1). */
  step(direction: -1 | 1): void;
  /** The key that begins and ends reading by keys. */
  read(): void;
  /** Enter and Escape. */
  choose(): void;
  leave(): void;
}

/** A finger that moves less than this is a tap (px). */
const TAP_PX = 5;

/** Starts listening on `stage`; `area` tells where the plotting area is on the screen. Returns how to stop. */
export function listen(stage: HTMLElement, area: () => DOMRect, moves: Moves): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const down = new Map<number, { x: number; y: number }>();
  let dragging = false;
  let finger = false;
  /** A mouse that was dragged clicks when it is released. */
  let dragged = false;
  const place = ({ clientX, clientY }: MouseEvent): Place => {
    const { left, top, width } = area();
    return { share: (clientX - left) / Math.max(1, width), y: clientY - top };
  };
  const onButton = ({ target }: Event) => (target as Element).closest('button') !== null;

  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || onButton(event)) return;
      finger = event.pointerType !== 'mouse';
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
      dragging = dragged = down.size > 1;
    },
    { signal },
  );

  stage.addEventListener(
    'pointermove',
    (event) => {
      const before = down.get(event.pointerId);
      if (!before) {
        if (event.pointerType === 'mouse' && down.size === 0) moves.hover(onButton(event) ? null : place(event));
        return;
      }
      if (!dragging && Math.abs(event.clientX - before.x) < TAP_PX) return;
      if (!dragging) stage.setPointerCapture(event.pointerId);
      dragging = dragged = true;
      const after = { x: event.clientX, y: event.clientY };
      const { left, width } = area();
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      down.set(event.pointerId, after);
      if (!other) {
        moves.pan((before.x - after.x) / width);
        return;
      }
      const factor = distance(before, other) / Math.max(1, distance(after, other));
      moves.pan((before.x - after.x) / 2 / width);
      moves.zoom(factor, ((after.x + other.x) / 2 - left) / width);
    },
    { signal },
  );

  const lift = (event: PointerEvent) => {
    down.delete(event.pointerId);
    if (down.size === 0) dragging = false;
  };
  stage.addEventListener('pointerup', lift, { signal });
  stage.addEventListener('pointercancel', lift, { signal });
  stage.addEventListener('pointerleave', () => moves.hover(null), { signal });
  stage.addEventListener('click', (event) => !dragged && !onButton(event) && moves.tap(place(event), finger), {
    signal,
  });
  stage.addEventListener('blur', () => moves.leave(), { signal });
  stage.addEventListener('dblclick', () => moves.reset(), { signal });

  stage.addEventListener(
    'wheel',
    (event) => {
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      const across = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      // Where the page or a part of it scrolls, the plain wheel belongs to that.
      if (!across && !event.ctrlKey && scrolls(stage)) return;
      event.preventDefault();
      const { left, width } = area();
      if (across) moves.pan((sideways * pixels) / width);
      else moves.zoom(Math.exp(event.deltaY * pixels * 0.002), (event.clientX - left) / width);
    },
    { signal, passive: false },
  );

  const keys: Record<string, () => void> = {
    ArrowLeft: () => moves.step(-1),
    ArrowRight: () => moves.step(1),
    PageUp: () => moves.pan(-0.9),
    PageDown: () => moves.pan(0.9),
    '+': () => moves.zoom(0.8, 0.5),
    '=': () => moves.zoom(0.8, 0.5),
    '-': () => moves.zoom(1.25, 0.5),
    '0': () => moves.reset(),
    Home: () => moves.pan(-1e6),
    End: () => moves.now(),
    r: () => moves.read(),
    R: () => moves.read(),
    Enter: () => moves.choose(),
    Escape: () => moves.leave(),
  };
  stage.addEventListener(
    'keydown',
    (event) => {
      const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      // A button on the stage keeps its own key.
      if (!move || (event.key === 'Enter' && onButton(event))) return;
      event.preventDefault();
      move();
    },
    { signal },
  );
  return () => listening.abort();
}

/** Whether the page, or a part of it that `element` lies in, can be scrolled up and down. */
function scrolls(element: Element): boolean {
  for (let part: Node | null = element; part; part = part instanceof ShadowRoot ? part.host : part.parentNode) {
    if (!(part instanceof Element) || part.scrollHeight <= part.clientHeight + 1) continue;
    if (part === document.scrollingElement || /auto|scroll/.test(getComputedStyle(part).overflowY)) return true;
  }
  return false;
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
