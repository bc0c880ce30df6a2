/** The line's camera: it appends a row to its file for each pouch that passes. */
import { appendFile } from 'node:fs/promises';
import { timeWriter } from '../../gateway/demo/local-time.ts';

/** Between two pouches of a line that runs, ms. */
export const CYCLE_MS = 450;

export class Camera {
  readonly #file: string;
  readonly #write: (at: number) => string;
  #serial = 0;
  #parts = 0;
  #running: NodeJS.Timeout | null = null;
  #written: Promise<void> = Promise.resolve();

  constructor(file: string, zone: string) {
    this.#file = file;
    this.#write = timeWriter(zone, '.');
  }

  /** Parts that it has seen. */
  get parts(): number {
    return this.#parts;
  }

  /** Pouches of the times in which the line ran, from the first to the last instant of each: every 25th is empty, every 60th comes by a second time. */
  async saw(...runs: { from: number; to: number }[]): Promise<void> {
    let text = '';
    for (const { from, to } of runs) {
      for (let at = from; at < to + CYCLE_MS; at += CYCLE_MS) {
        const serial = ++this.#serial;
        text += this.#row(Math.min(at, to), serial % 60 === 0 ? serial - 1 : serial, serial % 25 !== 0);
      }
    }
    await appendFile(this.#file, text);
  }

  /** One part, now. */
  async seesPart(): Promise<void> {
    await appendFile(this.#file, this.#row(Date.now(), ++this.#serial, true));
  }

  /** Something else than a row. */
  async writes(text: string): Promise<void> {
    await appendFile(this.#file, text);
  }

  /** The line runs until it `stops`. */
  runs(): void {
    this.#running ??= setInterval(() => {
      this.#written = this.#written.then(() => this.seesPart());
    }, CYCLE_MS);
  }

  async stops(): Promise<void> {
    if (this.#running) clearInterval(this.#running);
    this.#running = null;
    await this.#written;
  }

  #row(at: number, serial: number, isPart: boolean): string {
    if (isPart) this.#parts++;
    return `1440700,159070,${serial},${isPart ? 1 : 0},${this.#write(at)}\n`;
  }
}
