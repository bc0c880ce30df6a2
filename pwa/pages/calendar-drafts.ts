/** Weeks that somebody changed and has not saved: one for each scope and week, as long as the app is open: who goes back to the page finds them. */
import type { WeekDays } from '../../shared/orders/entities.ts';
import type { Keeping } from '../components/calendar/calendar-model.ts';
import type { CalendarLook } from './calendar-look.ts';
import type { WeekDraft } from './calendar-moves.ts';

interface Kept {
  draft: WeekDraft;
  keeping: Keeping;
  /** Days as they were before each step. */
  steps: readonly WeekDays[];
}

const byApp = new WeakMap<object, CalendarDrafts>();

/** Of this app, whichever page is open. */
export function calendarDrafts(app: object): CalendarDrafts {
  const drafts = byApp.get(app) ?? new CalendarDrafts();
  byApp.set(app, drafts);
  return drafts;
}

export class CalendarDrafts {
  readonly #kept = new Map<string, Kept>();

  of(place: WeekPlace): Kept | null {
    return this.#kept.get(key(place)) ?? null;
  }

  /** `before` = as they were until now. */
  change(place: WeekPlace, days: WeekDays, before: WeekDays): void {
    const { keeping = { as: 'week' }, steps = [] } = this.of(place) ?? {};
    const { scope, monday } = place;
    this.#kept.set(key(place), { draft: { scope, monday, days }, keeping, steps: [...steps, before] });
  }

  /** Takes the last step back; with the first one the draft is gone. */
  back(place: WeekPlace): void {
    const kept = this.of(place);
    const days = kept?.steps.at(-1);
    if (!kept || !days) return;
    const steps = kept.steps.slice(0, -1);
    if (steps.length === 0) this.drop(place);
    else this.#kept.set(key(place), { ...kept, draft: { ...kept.draft, days }, steps });
  }

  keep(place: WeekPlace, keeping: Keeping): void {
    const kept = this.of(place);
    if (kept) this.#kept.set(key(place), { ...kept, keeping });
  }

  drop(place: WeekPlace): void {
    this.#kept.delete(key(place));
  }

  get isThere(): boolean {
    return this.#kept.size > 0;
  }

  discard(): void {
    this.#kept.clear();
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
