/** Where what is shown comes from, in words, when that is not the gateway of this device. */
import { clockOfDay } from '../locales/format.ts';
import { roamingText as r } from '../locales/roaming.ts';

export interface Place {
  /** Another gateway answers in the place of `home`. Times ms; null = not known. */
  away: { name: string; home: string; homeHeardAt: number | null } | null;
  /** Out of reach, and this browser cannot go on with another gateway. */
  stays: boolean;
  /** Nobody in reach speaks for the line of the page. */
  lost: { line: string; why: 'elsewhere' | 'gateway'; since: number | null } | null;
}

export const AT_HOME: Place = { away: null, stays: false, lost: null };

export function placeWords({ away, stays, lost }: Place, zone: string, now: number): string[] {
  const words: string[] = [];
  if (lost) {
    const time = lost.since === null ? null : clockOfDay(lost.since, zone, now);
    const isUnheard = lost.why === 'gateway';
    if (time === null) words.push(r(isUnheard ? 'lineUnheard' : 'lineElsewhere', lost.line));
    else words.push(r(isUnheard ? 'lineUnheardSince' : 'lineElsewhereSince', lost.line, time));
  }
  if (away) {
    const { name, home, homeHeardAt } = away;
    words.push(r('from', name));
    words.push(
      homeHeardAt === null ? r('homeAway', home) : r('homeAwaySince', home, clockOfDay(homeHeardAt, zone, now)),
    );
  }
  if (stays) words.push(r('enrolledOnly'));
  return words;
}
