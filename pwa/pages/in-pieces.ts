/** Long work on the device without holding up its screen: a piece, then whatever else waits, then the next. */
import type { Steps } from '../../shared/orders/table/steps.ts';

/** About a frame: what somebody taps meanwhile is answered at once. */
const PIECE_MS = 12;

/** Goes on for one piece; undefined = there is more to do. `told` hears how much is done, 0 to 1. */
export function onePiece<T>(steps: Steps<T>, told: (share: number) => void): { value: T } | undefined {
  const until = performance.now() + PIECE_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { value };
    if (performance.now() < until) continue;
    told(value);
    return undefined;
  }
}

/** Null = it was stopped. */
export async function inPieces<T>(
  steps: Steps<T>,
  told: (share: number) => void,
  stop: AbortSignal,
): Promise<T | null> {
  for (;;) {
    const done = onePiece(steps, told);
    if (done) return done.value;
    await breath();
    if (stop.aborted) return null;
  }
}

/** A message of its own: timers wait longer and longer for nothing. */
function breath(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
