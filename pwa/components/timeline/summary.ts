/** The shown part of the timeline in one sentence, for those who do not see it. */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { PlannedLine } from '../../../shared/calendar/working-time.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';
import { clockOfDay, duration, number } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import type { Scene } from './scene.ts';
import { rowOf } from './table.ts';

export function summaryOf(
  scene: Scene,
  view: Window,
  line: LineReference & PlannedLine,
  zone: string,
  now: number,
): string {
  const shown = { from: view.from, to: Math.min(view.to, scene.until) };
  const { produced, stops, standingMs } = rowOf(scene, shown, line, zone);
  const time = (at: number) => clockOfDay(at, zone, now);
  return t('timelineSummary', time(shown.from), time(shown.to), number(produced), number(stops), duration(standingMs));
}
