/** How fast the board moves along when something is held at its edge. Pure. */
const EDGE_PX = 56;
const FASTEST_PX_PER_S = 900;

/** px per second, negative towards the beginning; faster the nearer the edge, fastest outside. `at` is measured from the beginning. */
export function edgeSpeed(at: number, length: number): number {
  // A small board keeps a middle in which nothing moves.
  const edge = Math.min(EDGE_PX, length / 4);
  const before = edge - at;
  const after = at - (length - edge);
  const depth = Math.min(1, Math.max(before, after) / edge);
  return depth <= 0 ? 0 : Math.sign(after - before) * depth * depth * FASTEST_PX_PER_S;
}
