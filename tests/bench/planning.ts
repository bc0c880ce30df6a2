/** What planners wait for: the forecast of a plant, the fold of what was said, the board, alone and on a device. Each part is a file that can be read alone. */
import { planningBoard } from './planning-board.ts';
import { planningDevice } from './planning-device.ts';
import { planningFold } from './planning-fold.ts';
import { planningForecast } from './planning-forecast.ts';
import type { Measure } from './run.ts';

/** One after the other: they would measure each other. */
const PARTS: (() => Promise<Measure[]>)[] = [planningForecast, planningFold, planningBoard, planningDevice];

export async function planning(): Promise<Measure[]> {
  const all: Measure[] = [];
  for (const part of PARTS) all.push(...(await part()));
  return all;
}
