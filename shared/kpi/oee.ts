/**
 * OEE index = availability × effectiveness × quality ratio (ISO 22400-2:2014). Durations in ms, rates in parts per hour.
 * Elements are summed over windows; the ratios come last and are never averaged.
 */
export interface OeeElements {
  /** PBT: time that the line was meant to run. */
  plannedBusyTimeMs: number;
  /** APT: time that it really produced. */
  actualProductionTimeMs: number;
  /** PQ */
  producedQuantity: number;
  /** GQ */
  goodQuantity: number;
  /** 1 / PRI: the ideal rate. */
  idealRatePerHour: number;
}

export interface Oee {
  availability: number | null;
  effectiveness: number | null;
  qualityRatio: number | null;
  oeeIndex: number | null;
}

/** Not capped at 1: an effectiveness of 1.2 tells that the ideal rate is wrong, and hiding that would hide the fault. */
export function oee(elements: OeeElements): Oee {
  const availability = ratio(elements.actualProductionTimeMs, elements.plannedBusyTimeMs);
  const rate = ratio(elements.producedQuantity, elements.actualProductionTimeMs / 3_600_000);
  const effectiveness = rate === null ? null : rate / elements.idealRatePerHour;
  const qualityRatio = ratio(elements.goodQuantity, elements.producedQuantity);
  const oeeIndex =
    availability === null || effectiveness === null || qualityRatio === null
      ? null
      : availability * effectiveness * qualityRatio;
  return { availability, effectiveness, qualityRatio, oeeIndex };
}

/** `null` means that there is no basis to compute it, which is not the same as 0 %. */
function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
