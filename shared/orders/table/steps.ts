/** Work that can be done in pieces, so that a screen never waits for all of it. */

/** Yields how much of it is done, 0 to 1; returns what came of it. */
export type Steps<T> = Generator<number, T, void>;

const PIECE = 20;

export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** One after the other; the work on all of them is the part `from` to `to` of the whole. */
export function* stepped<A, B>(
  all: readonly A[],
  [from, to]: readonly [number, number],
  work: (one: A, index: number) => B,
): Steps<B[]> {
  const done: B[] = [];
  for (let index = 0; index < all.length; index++) {
    if (index % PIECE === 0) yield from + ((to - from) * index) / all.length;
    done.push(work(all[index]!, index));
  }
  return done;
}
