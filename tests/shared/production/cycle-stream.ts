/** Cycles as a machine makes them, for tests: normal gaps, stops, clocks set back, hour borders, starts of files. */
import fc from 'fast-check';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { Cycle } from '../../../shared/production/cycle.ts';
import { LineEngine, type EngineRules } from '../../../shared/production/line-engine.ts';

export const STOPS = { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 };
export const RULES: EngineRules = { line: { stops: STOPS }, zone: 'America/Los_Angeles', configVersion: 'v1' };
/** 10 October 2022, 13:00 UTC. */
export const START = Date.UTC(2022, 9, 10, 13);

export type Step = { cycle: Cycle } | 'file' | 'rejected';

/** ms from one cycle to the next. */
const normal = fc.integer({ min: 0, max: 1_100 });
const shortStop = fc.integer({ min: 1_101, max: 60_000 });
const longStop = fc.integer({ min: 60_001, max: 3 * 3_600_000 });
const clockStep = fc.integer({ min: -5_000, max: -1 });
const toHourBorder = fc.constantFrom<'border'>('border');

export interface StreamOptions {
  clockSteps?: boolean;
  files?: boolean;
  rejected?: boolean;
}

/** The steps of a line, in order of position. */
export function streams({ clockSteps = true, files = true, rejected = true }: StreamOptions = {}): fc.Arbitrary<
  Step[]
> {
  const gap = fc.oneof(
    { arbitrary: normal, weight: 12 },
    { arbitrary: shortStop, weight: 4 },
    { arbitrary: longStop, weight: 2 },
    { arbitrary: toHourBorder, weight: 1 },
    ...(clockSteps ? [{ arbitrary: clockStep, weight: 2 }] : []),
  );
  const row = fc.record({
    gap,
    present: fc.boolean(),
    serial: fc.nat(12),
    lot: fc.constantFrom('A', 'A', 'B'),
    before: fc.constantFrom('', '', '', '', '', files ? 'file' : '', rejected ? 'rejected' : ''),
  });
  return fc.array(row, { minLength: 1, maxLength: 80 }).map((rows) => {
    let at = START + 1_234;
    let offset = 0;
    return rows.flatMap(({ gap: ms, present, serial, lot, before }): Step[] => {
      at = ms === 'border' ? Math.ceil(at / 3_600_000) * 3_600_000 : at + ms;
      const cycle = {
        at,
        present,
        serial: present ? String(serial) : '0',
        lot: present ? lot : '0',
        item: '7',
        offset: (offset += 40),
      };
      return before === '' ? [{ cycle }] : [before as Step, { cycle }];
    });
  });
}

export function feed(engine: LineEngine, steps: readonly Step[]): LineEngine {
  for (const step of steps) {
    if (step === 'file') engine.startFile();
    else if (step === 'rejected') engine.rejected();
    else engine.cycle(step.cycle);
  }
  return engine;
}

export function engineAfter(steps: readonly Step[], rules: EngineRules = RULES): LineEngine {
  return feed(new LineEngine(rules), steps);
}

export function bodiesOf(engine: LineEngine, now: number | null = null): LineHourBody[] {
  return engine.hours().map((hourAt) => engine.body(hourAt, now)!);
}

export function cyclesIn(steps: readonly Step[]): Cycle[] {
  return steps.flatMap((step) => (typeof step === 'object' ? [step.cycle] : []));
}

/** Cycles at these moments after `START`, seconds; every one a part of lot A with a serial of its own. */
export function partsAt(...seconds: number[]): Step[] {
  return seconds.map((second, i) => ({
    cycle: {
      at: START + Math.round(second * 1000),
      present: true,
      serial: String(100 + i),
      lot: 'A',
      item: '7',
      offset: i * 40,
    },
  }));
}

export const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
