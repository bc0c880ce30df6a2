/** One life of a process: whatever it does takes its turn among what others do, and nothing comes after its end. */

export class Life {
  readonly #random: () => number;
  #left = Infinity;
  #end!: () => void;
  readonly ended: Promise<void>;
  isOver = false;
  /** Steps that all lives have taken: tells whether anything still happens. */
  static steps = 0;

  constructor(random: () => number) {
    this.#random = random;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  /** It ends after so many steps more. */
  endIn(steps: number): void {
    this.#left = steps;
    if (steps <= 0) this.end();
  }

  end(): void {
    this.isOver = true;
    this.#end();
  }

  /** Whether the step that comes is the last. */
  get isLast(): boolean {
    return this.#left <= 1;
  }

  /** Before each step. Never resolves when there is none any more: nobody is there to hear of it. */
  async step(): Promise<void> {
    Life.steps += 1;
    for (let others = Math.floor(this.#random() * 4); others > 0; others -= 1) await Promise.resolve();
    if (this.isOver) await never;
  }

  /** After each step. */
  async stepped(): Promise<void> {
    this.#left -= 1;
    if (this.#left <= 0) this.end();
    if (this.isOver) await never;
  }
}

const never = new Promise<never>(() => undefined);
