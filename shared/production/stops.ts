/** Stops as screens show them: joined over hours, with identity, class and the reason that a person gave. */
import type { LineHourBody } from '../documents/line-hour.ts';

export interface Stop {
  /** `<line>:<startMs>` and `.2` if the start repeats after a clock step: the same while open, live and stored. */
  id: string;
  from: number;
  /** `null` while it lasts. */
  to: number | null;
}

/** The stops that start in these hours (sorted by time), in order. */
export function stopsOf(line: string, hours: readonly Pick<LineHourBody, 'stops'>[]): Stop[] {
  const seen = new Map<number, number>();
  return hours.flatMap((hour) =>
    hour.stops.map(([from, to]) => {
      const times = (seen.get(from) ?? 0) + 1;
      seen.set(from, times);
      return { id: `${line}:${from}${times > 1 ? `.${times}` : ''}`, from, to };
    }),
  );
}

/** How long, ms; an open stop lasts until `now`. */
export function stopMs(stop: Pick<Stop, 'from' | 'to'>, now: number): number {
  return Math.max(0, (stop.to ?? now) - stop.from);
}

/**
 * Index of the duration class: 0 = up to the first bound. Bounds (s) belong to the shorter class, `(from, to]`;
 * `bounds.length` = longer than all.
 */
export function stopClass(durationMs: number, boundsSeconds: readonly number[]): number {
  const i = boundsSeconds.findIndex((bound) => durationMs <= bound * 1000);
  return i < 0 ? boundsSeconds.length : i;
}
