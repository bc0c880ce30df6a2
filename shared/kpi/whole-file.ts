/**
 * The other known definition: all cycles of the files touched, run time = cycle times below `minSeconds` (backward
 * clock steps subtract), a stop up to 120 s is short and counts as production, rework = any cycle, empty ones too,
 * whose serial was seen before when compared as a number. The cycle time starts anew with each file.
 */
import type { CycleFile } from '../production/cycle.ts';
import { StopTally, withRatios, type OeeReport } from './report.ts';
import type { LineDefinition } from '../equipment.ts';

const SHORT_UP_TO_SECONDS = 120;

export function wholeFile(
  files: readonly CycleFile[],
  line: Pick<LineDefinition, 'idealRatePerHour' | 'stops'>,
): OeeReport {
  const tally = new StopTally(line.stops.minSeconds, [SHORT_UP_TO_SECONDS]);
  const minStopMs = line.stops.minSeconds * 1000;
  const serials = new Set<number | string>();
  const sums = { cycles: 0, empty: 0, produced: 0, rework: 0, runMs: 0 };
  let dataFrom: number | null = null;
  let dataTo: number | null = null;
  for (const file of files) {
    let previous: number | null = null;
    for (const cycle of file.cycles) {
      sums.cycles++;
      if (cycle.present) sums.produced++;
      else sums.empty++;
      const serial = comparable(cycle.serial);
      if (serials.has(serial)) sums.rework++;
      serials.add(serial);
      if (previous !== null) {
        const cycleTime = cycle.at - previous;
        if (cycleTime > minStopMs) tally.add(cycleTime);
        else if (cycleTime < minStopMs) sums.runMs += cycleTime;
      }
      previous = cycle.at;
      dataFrom ??= cycle.at;
      dataTo = cycle.at;
    }
  }
  const [short, long] = tally.classes;
  const elements = {
    cycles: sums.cycles,
    emptyCycles: sums.empty,
    reworkQuantity: sums.rework,
    downTimeMs: long!.durationMs,
    unknownTimeMs: 0,
    stops: tally.classes,
    dataFrom,
    dataTo,
    plannedBusyTimeMs: dataFrom === null ? 0 : dataTo! - dataFrom,
    actualProductionTimeMs: sums.runMs + short!.durationMs,
    producedQuantity: sums.produced,
    goodQuantity: sums.produced - sums.rework,
  };
  return withRatios(elements, line.idealRatePerHour);
}

/** `0`, `000` and `0.0` are the same number; what is no number stays text. */
function comparable(serial: string): number | string {
  const value = Number(serial);
  return serial.trim() === '' || Number.isNaN(value) ? serial : value;
}
