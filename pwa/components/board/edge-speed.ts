/** How the board moves along when something is held at its edge. Pure. */
const EDGE_PX = 56;
const FASTEST_PX_PER_S = 900;
/** A hand that only comes in over the edge does not mean to move the board. */
const AFTER_S = 0.25;
/** From standing still to as fast as it goes there. */
const GATHERS_S = 1.2;

/** px per second, negative towards the beginning; faster the nearer the edge, fastest outside. `at` is measured from the beginning. */
export function edgeSpeed(at: number, length: number): number {
  // A small board keeps a middle in which nothing moves.
  const edge = Math.min(EDGE_PX, length / 4);
  const before = edge - at;
  const after = at - (length - edge);
  const depth = Math.min(1, Math.max(before, after) / edge);
  return depth <= 0 ? 0 : Math.sign(after - before) * depth * depth * FASTEST_PX_PER_S;
}

/** Along one axis, from picking up to dropping: whoever has not been in the middle yet is only on the way there. */
export class EdgeDrift {
  #wasInMiddle = false;
  /** How long the hand has been at an edge, s. */
  #held = 0;

  /** px to move on by now. */
  step(at: number, length: number, seconds: number): number {
    const speed = edgeSpeed(at, length);
    this.#wasInMiddle ||= speed === 0;
    this.#held = speed === 0 || !this.#wasInMiddle ? 0 : this.#held + seconds;
    return speed * seconds * Math.min(1, Math.max(0, this.#held - AFTER_S) / GATHERS_S);
  }
}
