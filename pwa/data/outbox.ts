/** What a person enters: durably on this device first, then on its way. */
import { HOUR_MS } from '../../shared/documents/document.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import { personFactId } from '../../shared/documents/reason.ts';
import type { Entry, EntryCollections, ViewCollections } from './collections.ts';
import type { Keep } from './database.ts';
import type { ReasonInput } from './line-data.ts';

type Outbox = EntryCollections['outbox'];

/** How long an accepted entry is shown over rows that do not list it (another gateway's, or none). */
const OVERLAY_MS = 24 * HOUR_MS;

/** `device-<8 random base36>`: made once, kept as long as the device's storage. */
export function deviceId(keep: Keep, random: () => number): string {
  const known = keep.getItem('device');
  if (known) return known;
  const made = `device-${Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('')}`;
  keep.setItem('device', made);
  return made;
}

/**
 * Resolves with the fact's id when it is on disk; rejects when the device cannot store it.
 * `at` is the gateway's time by this device (ms). Ids cannot repeat: within a millisecond the outbox refuses a taken one,
 * in whichever tab it was made.
 */
export async function enterReason(
  outbox: Outbox,
  input: ReasonInput,
  by: { device: string; at: number; keep: Keep },
): Promise<string> {
  const { comment, ...said } = input;
  for (;;) {
    const counter = Number(by.keep.getItem('counter') ?? 0) + 1;
    by.keep.setItem('counter', String(counter));
    const id = personFactId('reason', by.at, by.device, counter);
    const fact: Entry['fact'] = {
      _id: id,
      type: 'reason',
      schema: 1,
      at: by.at,
      by: { origin: by.device, user: null },
      ...said,
      ...(comment ? { comment } : {}),
    };
    try {
      await outbox.insert({ id, fact, acceptedAt: null });
      return id;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'CONFLICT';
}

/** Accepted entries leave once the row of their hour lists them, or a day after. `now` is this device's clock, ms. */
export async function dropSettled(outbox: Outbox, hours: ViewCollections['hours'], now: number): Promise<void> {
  const entries = (await outbox.find().exec()).map((entry) => entry.toJSON() as Entry);
  const accepted = entries.filter((entry) => entry.acceptedAt !== null);
  if (accepted.length === 0) return;
  const rows = await hours.findByIds(accepted.map(hourOf)).exec();
  const settled = accepted.filter((entry) => {
    const listed = rows.get(hourOf(entry))?.toJSON().row.facts.includes(entry.id) ?? false;
    return listed || Math.abs(now - (entry.acceptedAt ?? now)) > OVERLAY_MS;
  });
  await outbox.bulkRemove(settled.map((entry) => entry.id));
}

/** A reason belongs to the hour in which its interval begins. */
function hourOf(entry: Entry): string {
  return lineHourKey(entry.fact.line ?? '', entry.fact.from);
}
