/** What a person enters: durably on this device first, then on its way. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import { personFactId } from '../../shared/documents/reason.ts';
import { touchedRows } from '../../shared/orders/fold-facts.ts';
import type { Entry, EntryCollections, ViewCollections } from './collections.ts';
import type { Keep } from './database.ts';
import type { EnteredFact, EnteredLineFact, ManualInput, ReasonInput } from './line-data.ts';
import { isPlanFact } from './plan-entries.ts';

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
  return (await enterAll(outbox, [said], by))[0]!.id;
}

/** Several at once, in this order: all of them are on disk, or none is. */
export async function enterAll(
  outbox: Outbox,
  said: readonly { type: EnteredFact['type'] }[],
  by: EnteredBy,
): Promise<Entry[]> {
  const entries = said.map((one): Entry => {
    const id = personFactId(one.type, by.at, by.device, nextCounter(by.keep));
    const author = { origin: by.device, user: by.user };
    const fact = { _id: id, schema: 1, at: by.at, by: author, ...one, ...(by.pending && { pending: true }) };
    return { id, fact: fact as EnteredFact, acceptedAt: null, waits: null, tried: false };
  });
  const { error: taken } = await outbox.bulkInsert(entries);
  if (taken.length === 0) return entries;
  // Another tab counted alike in the same millisecond.
  const isTaken = (id: string) => taken.some(({ documentId }) => documentId === id);
  const again = await enterAll(
    outbox,
    said.filter((_, i) => isTaken(entries[i]!.id)),
    by,
  );
  return entries.map((entry) => (isTaken(entry.id) ? again.shift()! : entry));
}

/** Counts everything that is made on this device, in all tabs. */
export function nextCounter(keep: Keep): number {
  const counter = Number(keep.getItem('counter') ?? 0) + 1;
  keep.setItem('counter', String(counter));
  return counter;
}

/** In order of entering, whatever its type and however often the clock was set meanwhile. */
export function asEntered(a: { id: string }, b: { id: string }): number {
  return counterOf(a.id) - counterOf(b.id) || (a.id < b.id ? -1 : 1);
}

function counterOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('.') + 1));
}

/**
 * Accepted entries leave once every row that they touch lists them, or a day after. `now` is this device's clock, ms.
 * `elsewhere`: the next rows may be another gateway's, which has not heard of them yet; then only the day counts.
 */
export async function dropSettled(
  outbox: Outbox,
  view: Pick<ViewCollections, 'hours' | 'plan'>,
  now: number,
  elsewhere = false,
): Promise<void> {
  const entries = (await outbox.find().exec()).map((entry) => entry.toJSON() as Entry);
  const accepted = entries.filter((entry) => entry.acceptedAt !== null);
  if (accepted.length === 0) return;
  const { hours, plan } = view;
  const rowIds = accepted.flatMap(({ fact }) => (isPlanFact(fact) ? touchedRows(fact) : touchedHours(fact)));
  const [hourRows, planRows] = await Promise.all([hours.findByIds(rowIds).exec(), plan.findByIds(rowIds).exec()]);
  const isListed = ({ id, fact }: Entry) =>
    isPlanFact(fact)
      ? touchedRows(fact).every((row) => planRows.get(row)?.toJSON().row.facts.includes(id) ?? false)
      : touchedHours(fact).every((hour) => hourRows.get(hour)?.toJSON().row.facts.includes(id) ?? false);
  const settled = accepted.filter((entry) => {
    const { acceptedAt } = entry;
    const listed = !elsewhere && isListed(entry);
    return listed || Math.abs(now - (acceptedAt ?? now)) > OVERLAY_MS;
  });
  await outbox.bulkRemove(settled.map((entry) => entry.id));
}

/** A reason belongs to the hour in which its interval begins, what is said by hand to every hour that it speaks of. */
function touchedHours(fact: EnteredLineFact): string[] {
  const line = fact.line ?? '';
  if (fact.type === 'reason') return [lineHourKey(line, fact.from)];
  const to = fact.type === 'manual-count' ? fact.to : fact.until;
  const hours: string[] = [];
  for (let hourAt = hourStart(fact.from); hourAt < to; hourAt += HOUR_MS) hours.push(lineHourKey(line, hourAt));
  return hours;
}
