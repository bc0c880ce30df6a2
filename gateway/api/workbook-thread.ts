/**
 * Reads and writes workbooks in a thread with limits of its own: neither a file that somebody made to do harm nor a large export
 * holds up lines or devices. One at a time; the others wait, and too many are sent away.
 */
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { ReadSheet, Workbook } from '../../shared/orders/table/sheet.ts';

export type WorkbookJob =
  { kind: 'read'; bytes: Uint8Array } | { kind: 'write'; workbook: Workbook; zone: string; madeAt: number };
export type WorkbookAnswer =
  { ok: true; sheets: ReadSheet[] } | { ok: true; bytes: Uint8Array } | { ok: false; code: ErrorCode; message: string };

interface WorkbookLimits {
  ms: number;
  /** Of the thread's heap, MB. */
  memoryMb: number;
  waiting: number;
}

const LIMITS: WorkbookLimits = { ms: 20_000, memoryMb: 384, waiting: 8 };

export class WorkbookThread {
  readonly #limits: WorkbookLimits;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(limits: Partial<WorkbookLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** REQUEST_INVALID when it is no workbook, or more of one than a plan can be; THROTTLED when too many wait. */
  async read(bytes: Uint8Array): Promise<ReadSheet[]> {
    const answer = await this.#inTurn({ kind: 'read', bytes });
    return 'sheets' in answer ? answer.sheets : [];
  }

  async write(workbook: Workbook, zone: string, madeAt: number): Promise<Buffer> {
    const answer = await this.#inTurn({ kind: 'write', workbook, zone, madeAt });
    return Buffer.from('bytes' in answer ? answer.bytes : []);
  }

  async #inTurn(job: WorkbookJob): Promise<Extract<WorkbookAnswer, { ok: true }>> {
    if (this.#waiting >= this.#limits.waiting)
      throw new AppError('THROTTLED', 'Too many workbooks at once; wait a moment.', { retryAfterMs: 5_000 });
    this.#waiting++;
    try {
      const mine = this.#last.then(() => inThread(job, this.#limits));
      this.#last = mine.catch(() => {});
      const answer = await mine;
      if (!answer.ok) throw new AppError(answer.code, answer.message);
      return answer;
    } finally {
      this.#waiting--;
    }
  }
}

function inThread(job: WorkbookJob, { ms, memoryMb }: WorkbookLimits): Promise<WorkbookAnswer> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  return new Promise<WorkbookAnswer>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooMuch()), ms);
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(error) : error),
    );
    worker.once('exit', () => reject(tooMuch()));
    worker.once('exit', () => clearTimeout(timer));
  }).finally(() => worker.terminate());
}

function tooMuch(cause?: unknown): AppError {
  return new AppError(
    'REQUEST_INVALID',
    'The workbook takes too much time or memory. Take what is not needed out of it, or use CSV.',
    { cause },
  );
}
