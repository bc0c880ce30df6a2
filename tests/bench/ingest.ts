/**
 * From a machine's bytes to documents, and back to a screen. Takes some 20 minutes; BENCH_SECONDS (default 60; 600 for a number
 * to publish) and BENCH_DAYS (default 365) make it longer or shorter.
 */
import { appendToDecoded } from './append-to-decoded.ts';
import { drain } from './drain.ts';
import { importRows } from './import-rows.ts';
import type { Measure } from './run.ts';
import { samples } from './samples.ts';
import { year } from './year.ts';

export async function ingest(): Promise<Measure[]> {
  const measures: Measure[] = [];
  // One after the other, and each alone: they measure processor time.
  for (const part of [importRows, samples, appendToDecoded, year, drain]) measures.push(...(await part()));
  return measures;
}
