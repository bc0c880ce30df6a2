/** Of all that was stated about an hour, the statement that counts. */
import { utcHour } from '../../shared/documents/document.ts';
import { isBetterHour, type LineHour } from '../../shared/documents/line-hour.ts';
import { lineDatabases } from './line-databases.ts';
import { prefixRange, type Store } from './store.ts';

/** An hour can have as many editions as a gateway likes to make: only the best of each is held. */
const PAGE = 500;

/** The best edition of each hour in `[from, to)`, whoever stated it, by start of hour. */
export async function bestHours(
  store: Store,
  line: string,
  { from, to }: { from: number; to: number },
): Promise<Map<number, LineHour>> {
  const best = new Map<number, LineHour>();
  const end = prefixRange(`hour:${line}:${utcHour(to - 1)}`).to;
  for (const database of await lineDatabases(store, 'facts', line, { from, to })) {
    for (let start = `hour:${line}:${utcHour(from)}`; ;) {
      const page = (await store.range(database, { from: start, to: end, limit: PAGE })) as unknown as LineHour[];
      for (const hour of page) {
        const other = best.get(hour.hourAt);
        if (hour.hourAt >= from && hour.hourAt < to && (!other || isBetterHour(hour, other)))
          best.set(hour.hourAt, hour);
      }
      if (page.length < PAGE) break;
      // `!` sorts below every character that ids may have.
      start = `${page.at(-1)!._id}!`;
    }
  }
  return best;
}
