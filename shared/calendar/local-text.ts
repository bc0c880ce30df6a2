/** Dates and times as people write them in the calendar, to and from `wallMs` numbers. */
const MINUTE_MS = 60_000;

/** `2026-11-22` → its midnight on a wall clock, ms. A day that the month does not have runs into the next month. */
export function dateMs(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
}

/** `2026-11-22T06:30` → ms on a wall clock. */
export function localMs(text: string): number {
  return dateMs(text) + clockMs(text.slice(11));
}

/** `06:30` → ms after midnight on a wall clock; `24:00` is the end of the day. */
export function clockMs(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * MINUTE_MS;
}

/** The date that a wall clock shows. */
export function dateText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** Date and time that a wall clock shows, to the minute. */
export function localText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 16);
}

/** ms after midnight → `06:30`; a whole day is `24:00`. */
export function clockText(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
