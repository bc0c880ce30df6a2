/** Blocks that are being journalled or taken: up to where everything is taken that the journal has, and when all of it is. */
export class BlocksUnderWay {
  readonly #nextSequence: () => number;
  /** Each with the least sequence that it can get. */
  readonly #blocks = new Set<{ source: string; from: number; done: Promise<unknown> }>();

  /** `nextSequence` = of the journal. */
  constructor(nextSequence: () => number) {
    this.#nextSequence = nextSequence;
  }

  /** `way` journals and takes a block of the source; it is under way until that ended, well or not. */
  async go<T>(source: string, way: () => Promise<T>): Promise<T> {
    const done = Promise.withResolvers<void>();
    const block = { source, from: this.#nextSequence(), done: done.promise };
    this.#blocks.add(block);
    try {
      return await way();
    } finally {
      this.#blocks.delete(block);
      done.resolve();
    }
  }

  /** Everything that the journal has of a source before this sequence was taken. */
  takenTo(source: string): number {
    const own = [...this.#blocks].filter((block) => block.source === source);
    return Math.min(this.#nextSequence(), ...own.map(({ from }) => from));
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#blocks.size > 0) await Promise.all([...this.#blocks].map(({ done }) => done));
  }
}
