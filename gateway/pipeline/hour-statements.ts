/** Closed hours as facts. An hour that says the same as its best edition is not written again. */
import { createHash } from 'node:crypto';
import { factsDatabase } from '../../shared/documents/database-names.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import { lineHourId, type LineHour, type LineHourBody } from '../../shared/documents/line-hour.ts';
import { bestHours } from '../store/best-hours.ts';
import type { Store, StoredDocument } from '../store/store.ts';

/** Of the body only; the order of its fields is that of the engine. */
export function bodyHash(body: LineHourBody): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}

/** Writes what is not said yet; `bodies` sorted by hour. Answers how many statements were new. */
export async function stateHours(
  parts: { store: Store; gateway: string; line: string; now: number; reading: number | null },
  bodies: readonly LineHourBody[],
): Promise<number> {
  const { store, gateway, line, now, reading } = parts;
  if (bodies.length === 0) return 0;
  const said = await bestHours(store, line, { from: bodies[0]!.hourAt, to: bodies.at(-1)!.hourAt + HOUR_MS });
  const byDatabase = new Map<string, LineHour[]>();
  for (const body of bodies) {
    const best = said.get(body.hourAt);
    const hash = bodyHash(body);
    if (best?._id.endsWith(`:${hash}`) && (best.reading ?? null) === reading) continue;
    const edition = Math.max(now, (best?.edition ?? 0) + 1);
    const hour: LineHour = {
      _id: lineHourId(line, body.hourAt, edition, hash),
      type: 'hour',
      schema: 1,
      line,
      at: body.hourAt,
      received: now,
      by: { origin: gateway, user: null },
      edition,
      ...(reading !== null && { reading }),
      ...body,
    };
    const database = factsDatabase(gateway, line, body.hourAt);
    byDatabase.set(database, [...(byDatabase.get(database) ?? []), hour]);
  }
  let written = 0;
  for (const [database, hours] of byDatabase) {
    await store.insert(database, hours as unknown as StoredDocument[]);
    written += hours.length;
  }
  return written;
}
