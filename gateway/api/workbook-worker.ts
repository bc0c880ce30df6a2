/** The thread in which workbooks are read and written; one job, then it ends. What people can help is answered, a bug ends it. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { readWorkbook } from './read-workbook.ts';
import type { WorkbookAnswer, WorkbookJob } from './workbook-thread.ts';
import { writeWorkbook } from './write-workbook.ts';

async function answerTo(job: WorkbookJob): Promise<WorkbookAnswer> {
  try {
    if (job.kind === 'read') return { ok: true, sheets: await readWorkbook(Buffer.from(job.bytes)) };
    return { ok: true, bytes: await writeWorkbook(job.workbook, job.zone, job.madeAt) };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

parentPort!.postMessage(await answerTo(workerData as WorkbookJob));
