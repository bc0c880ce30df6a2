/** Puts an element where it belongs in a day, as shares of its width. */
import { styleMap } from '../style-map.ts';
import { DAY_MIN } from './week-grid.ts';

/** Minutes of the day. */
export function place(from: number, to: number) {
  return styleMap({ left: `${(from / DAY_MIN) * 100}%`, width: `${((to - from) / DAY_MIN) * 100}%` });
}
