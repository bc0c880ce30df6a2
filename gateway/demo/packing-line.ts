/**
 * One calendar day of a packing line as its camera writes it down. Deterministic in seed, line and day, so a restarted
 * simulation makes the same day again and goes on where its file ends.
 */
import { planDay, type PlannedDay } from './day-plan.ts';
import { timeWriter } from './local-time.ts';
import { pouches } from './pouches.ts';
import { between, seededRandom, type Random } from './random.ts';
import { runTimeMs, stopMs } from './stops.ts';

export interface Cycle {
  /** By the machine's clock (UTC ms): what the row says. Falls back when the clock is set. */
  at: number;
  /** When it really happens (UTC ms): when the row is written. Never falls. */
  wallAt: number;
  /** `itemNumber,lotNumber,serialNumber,partPresent,time` without a newline. */
  row: string;
  /** A damaged row tells nobody its time. */
  damaged: boolean;
}

/** More than a lot that began before midnight can have counted by then: serials of a lot stay unique over midnight. */
const SERIAL_AT_MIDNIGHT = 120_001;
/** After a stop longer than this the machine was emptied. */
const EMPTIED_AFTER_MS = 60_000;

export function* packingDay(parts: PlannedDay): Generator<Cycle, void, undefined> {
  const { seed, line, day } = parts;
  const { firstLot, pauses, clockSets, damagedAfter, separator } = planDay(parts);
  const random = seededRandom(seed, line.id, day.number, 'cycles');
  /** Good hours and bad hours. */
  const moods = Array.from({ length: 26 }, () => line.trouble * between(random, 0.5, 1.5));
  const untilStop = (now: number): number => runTimeMs(random, moods[Math.floor((now - day.start) / 3_600_000)] ?? 1);
  const machineClock = clockThatRunsFast(day.start, clockSets);
  const timeText = timeWriter(day.zone, separator);
  const camera = pouches(random, SERIAL_AT_MIDNIGHT);

  let { item, lot } = firstLot;
  let now = day.start + between(random, 0, 20_000);
  let runLeftMs = untilStop(now);
  while (true) {
    while (pauses.length > 0 && now >= pauses[0]!.from) {
      const pause = pauses.shift()!;
      now = Math.max(now, pause.to);
      camera.refill();
      if (pause.next) {
        ({ item, lot } = pause.next);
        camera.startLot(1);
      }
    }
    if (now >= day.end) return;

    const serial = camera.next();
    const at = machineClock(now);
    const time = timeText(at);
    const row = serial === null ? `${item},0,0,0,${time}` : `${item},${lot},${serial},1,${time}`;
    const damaged = damagedAfter.length > 0 && now >= damagedAfter[0]!;
    if (damaged) damagedAfter.shift();
    yield { at, wallAt: Math.floor(now), row: damaged ? damage(random, row) : row, damaged };

    const cycleMs = line.cycleMs * (1 + 0.03 * (random() + random() + random() - 1.5));
    runLeftMs -= cycleMs;
    if (runLeftMs > 0) {
      now += cycleMs;
      continue;
    }
    const standMs = stopMs(random);
    now += standMs;
    if (standMs > EMPTIED_AFTER_MS) camera.refill();
    runLeftMs = untilStop(now);
  }
}

/** The machine's clock: right at the day's start and after it is set, and a little fast in between. */
function clockThatRunsFast(start: number, sets: { at: number; fastMs: number }[]): (now: number) => number {
  let last = start;
  return (now) => {
    while (sets.length > 0 && now >= sets[0]!.at) last = sets.shift()!.at;
    const next = sets[0];
    return Math.floor(next ? now + (next.fastMs * (now - last)) / (next.at - last) : now);
  };
}

/** As real files have it: a row cut off in the middle, or a time with a character that is none. */
function damage(random: Random, row: string): string {
  const place = Math.floor(row.length * between(random, 0.3, 0.55));
  return random() < 0.5 ? row.slice(0, place) : `${row.slice(0, -9)}?${row.slice(-8)}`;
}
