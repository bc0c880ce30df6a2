/** What every OEE definition answers; `report --json` prints it. Times in epoch ms, durations in ms. */
import { oee, type Oee } from './oee.ts';

export const OEE_DEFINITIONS = ['iso22400', 'workday', 'whole-file'] as const;
export type OeeDefinition = (typeof OEE_DEFINITIONS)[number];

/** Stops of one duration class `(fromSeconds, toSeconds]`. */
export interface StopClass {
  fromSeconds: number;
  toSeconds: number | null;
  count: number;
  durationMs: number;
}

export interface OeeReport extends Oee {
  cycles: number;
  emptyCycles: number;
  producedQuantity: number;
  goodQuantity: number;
  reworkQuantity: number;
  plannedBusyTimeMs: number;
  actualProductionTimeMs: number;
  downTimeMs: number;
  unknownTimeMs: number;
  stops: StopClass[];
  /** First and last moment that the figures rest on; null = no data. */
  dataFrom: number | null;
  dataTo: number | null;
}

/** The ratios last, from the elements: the same way for every definition. */
export function withRatios(elements: Omit<OeeReport, keyof Oee>, idealRatePerHour: number): OeeReport {
  return { ...elements, ...oee({ ...elements, idealRatePerHour }) };
}

/** Collects stops by class. `durationMs` is the whole stop's unless a definition clips it. */
export class StopTally {
  readonly classes: StopClass[];
  readonly #boundsMs: number[];

  constructor(minSeconds: number, boundsSeconds: readonly number[]) {
    const from = [minSeconds, ...boundsSeconds];
    this.classes = from.map((fromSeconds, i) => ({
      fromSeconds,
      toSeconds: boundsSeconds[i] ?? null,
      count: 0,
      durationMs: 0,
    }));
    this.#boundsMs = boundsSeconds.map((bound) => bound * 1000);
  }

  add(stopMs: number, countedMs = stopMs, count = 1): void {
    const i = this.#boundsMs.findIndex((bound) => stopMs <= bound);
    const stopClass = this.classes[i < 0 ? this.#boundsMs.length : i]!;
    stopClass.count += count;
    stopClass.durationMs += countedMs;
  }
}
