/** How hands move a window of time. Pure; times in ms. */
import type { Window } from '../../../shared/calendar/windows.ts';

/** Positive = later, as a share of the window's length. */
export function movedBy({ from, to }: Window, share: number): Window {
  const ms = share * (to - from);
  return { from: from + ms, to: to + ms };
}

/** `factor` < 1 zooms in; what is at `anchor`, a share of the width, stays where it is. */
export function zoomedBy({ from, to }: Window, factor: number, anchor: number): Window {
  const length = (to - from) * factor;
  const at = from + anchor * (to - from);
  return { from: at - anchor * length, to: at + (1 - anchor) * length };
}

/** Which part of a brush is moved: one of its edges, or all of it. */
export type Grip = 'from' | 'to' | 'both';

/** The window after its grip moved by `ms` within `all`; never shorter than `least` ms. */
export function brushedBy(view: Window, grip: Grip, ms: number, all: Window, least: number): Window {
  const shortest = Math.min(least, all.to - all.from);
  switch (grip) {
    case 'from':
      return { from: Math.max(all.from, Math.min(view.from + ms, view.to - shortest)), to: view.to };
    case 'to':
      return { from: view.from, to: Math.min(all.to, Math.max(view.to + ms, view.from + shortest)) };
    case 'both': {
      const length = view.to - view.from;
      const from = Math.max(all.from, Math.min(view.from + ms, all.to - length));
      return { from, to: from + length };
    }
  }
}
