/** Weeks that somebody changed and has not saved: one for each scope and week, as long as the page is open. */
import type { WeekDays } from '../../shared/orders/entities.ts';
import type { Keeping } from '../components/calendar/calendar-model.ts';
import type { CalendarLook } from './calendar-look.ts';
import type { WeekDraft } from './calendar-moves.ts';

interface Kept {
  draft: WeekDraft;
  keeping: Keeping;
}

export class CalendarDrafts {
  readonly #kept = new Map<string, Kept>();

  of(place: WeekPlace): Kept | null {
    return this.#kept.get(key(place)) ?? null;
  }

  change(place: WeekPlace, days: WeekDays): void {
    const keeping = this.of(place)?.keeping ?? { as: 'week' };
    const { scope, monday } = place;
    this.#kept.set(key(place), { draft: { scope, monday, days }, keeping });
  }

  keep(place: WeekPlace, keeping: Keeping): void {
    const kept = this.of(place);
    if (kept) this.#kept.set(key(place), { ...kept, keeping });
  }

  drop(place: WeekPlace): void {
    this.#kept.delete(key(place));
  }

  /** Those of other scopes and weeks, in order of their changing. */
  others(place: WeekPlace): WeekDraft[] {
    return [...this.#kept].flatMap(([other, { draft }]) => (other === key(place) ? [] : [draft]));
  }
}

export type WeekPlace = CalendarLook & { monday: string };

function key({ scope, monday }: WeekPlace): string {
  return `${scope} ${monday}`;
}
