/**
 * Machines that write logs, as a process of its own: `node appending-process.ts JSON`. Appends are spread evenly over the
 * files and over time; each row says when it was written, to the microsecond: `time,value,writtenAt`.
 */
import { openSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { seededRandom } from '../../gateway/demo/random.ts';

export interface Appending {
  files: readonly string[];
  /** To each file. */
  appendsPerSecond: number;
  rowsPerAppend: number;
  seconds: number;
}

/** Printed at the end. */
export interface Appended {
  rows: number;
  /** The longest that an append came too late, ms: how far the machine kept up with the plan. */
  lateMs: number;
}

const plan = JSON.parse(process.argv[2]!) as Appending;
const random = seededRandom('appending');
const files = plan.files.map((path) => ({ descriptor: openSync(path, 'a'), value: 20 }));
const everyMs = 1000 / plan.appendsPerSecond / files.length;
const appends = Math.round(plan.seconds * plan.appendsPerSecond * files.length);
const began = performance.now();
let lateMs = 0;
for (let append = 0; append < appends; append++) {
  const due = began + append * everyMs;
  const early = due - performance.now();
  if (early > 0) await setTimeout(early);
  lateMs = Math.max(lateMs, performance.now() - due);
  const file = files[append % files.length]!;
  const at = performance.timeOrigin + performance.now();
  const stepMs = 1000 / plan.appendsPerSecond / plan.rowsPerAppend;
  let rows = '';
  for (let row = 0; row < plan.rowsPerAppend; row++) {
    file.value += (random() - 0.5) * 0.1;
    rows += `${Math.round(at - (plan.rowsPerAppend - 1 - row) * stepMs)},${file.value.toFixed(2)},${at.toFixed(3)}\n`;
  }
  writeSync(file.descriptor, rows);
}
console.log(JSON.stringify({ rows: appends * plan.rowsPerAppend, lateMs } satisfies Appended));
