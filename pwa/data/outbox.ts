/** What a person enters: durably on this device first, then on its way. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import { personFactId } from '../../shared/documents/reason.ts';
import type { Entry, EntryCollections, ViewCollections } from './collections.ts';
import type { Keep } from './database.ts';
import type { EnteredFact, ManualInput, ReasonInput } from './line-data.ts';

type Outbox = EntryCollections['outbox'];

/** How long an accepted entry is shown over rows that do not list it (another gateway's, or none). */
const OVERLAY_MS = 24 * HOUR_MS;

/** `device-<8 random base36>`: made once, kept as long as the device's storage. */
export function deviceId(keep: Keep, random: () => number): string {
  return keep.getItem('device') ?? newDeviceId(keep, random);
}

/** This device goes on as another one. */
export function newDeviceId(keep: Keep, random: () => number): string {
  const made = `device-${Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('')}`;
  keep.setItem('device', made);
  return made;
}

export interface EnteredBy {
  device: string;
  user: string;
  /** The gateway has not checked yet whether it was this person. */
  pending: boolean;
  /** The gateway's time by this device, ms. */
  at: number;
  keep: Keep;
}

/**
 * Resolves with the fact's id when it is on disk; rejects when the device cannot store it. Ids cannot repeat: within a
 * millisecond the outbox refuses a taken one, in whichever tab it was made.
 */
export function enterReason(outbox: Outbox, { comment, ...said }: ReasonInput, by: EnteredBy): Promise<string> {
  return enter(outbox, { type: 'reason', ...said, ...(comment ? { comment } : {}) }, by);
}

/** The same for what is said by hand. */
export function enterManual(outbox: Outbox, said: ManualInput, by: EnteredBy): Promise<string> {
  return enter(outbox, said, by);
}

async function enter(outbox: Outbox, said: { type: EnteredFact['type'] }, by: EnteredBy): Promise<string> {
  for (;;) {
    const counter = Number(by.keep.getItem('counter') ?? 0) + 1;
    by.keep.setItem('counter', String(counter));
    const id = personFactId(said.type, by.at, by.device, counter);
    const author = { origin: by.device, user: by.user };
    const fact = { _id: id, schema: 1, at: by.at, by: author, ...said, ...(by.pending && { pending: true }) };
    try {
      await outbox.insert({ id, fact: fact as EnteredFact, acceptedAt: null, waits: null, tried: false });
      return id;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'CONFLICT';
}

/**
 * Accepted entries leave once every row that they touch lists them, or a day after. `now` is this device's clock, ms.
 * `elsewhere`: the next rows may be another gateway's, which has not heard of them yet; then only the day counts.
 */
export async function dropSettled(
  outbox: Outbox,
  hours: ViewCollections['hours'],
  now: number,
  elsewhere = false,
): Promise<void> {
  const entries = (await outbox.find().exec()).map((entry) => entry.toJSON() as Entry);
  const accepted = entries.filter((entry) => entry.acceptedAt !== null);
  if (accepted.length === 0) return;
  const rows = await hours.findByIds(accepted.flatMap(({ fact }) => touched(fact))).exec();
  const settled = accepted.filter(({ id, fact, acceptedAt }) => {
    const listed =
      !elsewhere && touched(fact).every((hour) => rows.get(hour)?.toJSON().row.facts.includes(id) ?? false);
    return listed || Math.abs(now - (acceptedAt ?? now)) > OVERLAY_MS;
  });
  await outbox.bulkRemove(settled.map((entry) => entry.id));
}

/** A reason belongs to the hour in which its interval begins, what is said by hand to every hour that it speaks of. */
function touched(fact: EnteredFact): string[] {
  const line = fact.line ?? '';
  if (fact.type === 'reason') return [lineHourKey(line, fact.from)];
  const to = fact.type === 'manual-count' ? fact.to : fact.until;
  const hours: string[] = [];
  for (let hourAt = hourStart(fact.from); hourAt < to; hourAt += HOUR_MS) hours.push(lineHourKey(line, hourAt));
  return hours;
}
