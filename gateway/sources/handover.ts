import type { Block } from './source.ts';

/** Enough that disk and decoder both stay busy, few enough that memory stays small. */
const UNDER_WAY = 4;

/** Gives blocks away in order, a few at a time. After a refusal nothing more is given. */
export class Handover {
  readonly #accept: (block: Block) => Promise<void>;
  #underWay: Promise<void>[] = [];
  #refusal: { error: unknown } | null = null;

  constructor(accept: (block: Block) => Promise<void>) {
    this.#accept = accept;
  }

  /** Resolves when there is room for the next block; rejects when this or an earlier one was refused. */
  async give(block: Block): Promise<void> {
    if (this.#refusal) throw this.#refusal.error;
    const given = this.#accept(block).catch((error: unknown) => {
      this.#refusal ??= { error };
    });
    this.#underWay.push(given);
    if (this.#underWay.length >= UNDER_WAY) await this.#underWay.shift();
  }

  /** Resolves when every block given is accepted; rejects when one was refused, after all are settled. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay.splice(0));
    if (this.#refusal) throw this.#refusal.error;
  }
}
