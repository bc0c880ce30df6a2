/** Hours as devices show them: the best statement (or the open hour), with the reasons that people gave. */
import { HOUR_MS, hourStart, LATEST_INSTANT } from '../../shared/documents/document.ts';
import {
  isBetterHour,
  lineHourBody,
  lineHourKey,
  unknownHour,
  type LineHour,
  type LineHourBody,
} from '../../shared/documents/line-hour.ts';
import type { Reason } from '../../shared/documents/reason.ts';
import type { OpenHour } from '../../shared/sync/protocol.ts';
import type { HourRow, ReasonEntry } from '../../shared/sync/rows.ts';
import type { StoredDocument } from '../store/store.ts';
import { entryOf, isManual, touchedHours, type ManualFact } from './entries-by-hand.ts';
import type { LocalRows } from './local-rows.ts';

/** A row as it is stored; `statement` = id of the fact that it shows, null while open; `reading` as in that fact. */
export type StoredHourRow = HourRow & { statement: string | null; reading?: number };

/** People's facts are listed in rows this long. */
const FACTS_MS = 7 * 24 * HOUR_MS;
/** Of one hour in its row, the latest: more no person says, and every device would have to hold it. The facts stay. */
const MOST_SAID = 500;
const BODY_FIELDS = Object.keys(lineHourBody) as (keyof LineHourBody)[];

export class HourRows {
  readonly #rows: LocalRows<StoredHourRow>;
  readonly #now: () => number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(rows: LocalRows<StoredHourRow>, now: () => number) {
    this.#rows = rows;
    this.#now = now;
  }

  /** Folds facts (closed hours, and what people said; any order, repeats harmless) into their rows. */
  handle(facts: readonly StoredDocument[]): Promise<void> {
    const hours = facts.filter((fact) => fact.type === 'hour') as unknown as LineHour[];
    const reasons = (facts.filter((fact) => fact.type === 'reason') as unknown as Reason[]).filter(
      ({ from }) => from <= LATEST_INSTANT,
    );
    const manual = facts.filter(isManual);
    return this.#update([
      ...hours.map((hour) => ({
        line: hour.line!,
        hourAt: hour.hourAt,
        fold: (row: StoredHourRow) => withStatement(row, hour),
      })),
      ...reasons.map((reason) => ({
        line: reason.line!,
        hourAt: hourStart(reason.from),
        fold: (row: StoredHourRow) => withReason(row, reason),
      })),
      ...manual.flatMap((fact) =>
        touchedHours(fact).map((hourAt) => ({
          line: fact.line!,
          hourAt,
          fold: (row: StoredHourRow) => withEntry(row, fact),
        })),
      ),
    ]);
  }

  /** Shows the hours that are not closed yet. */
  showOpen(hours: readonly OpenHour[]): Promise<void> {
    return this.#update(
      hours.map((hour) => ({
        line: hour.line,
        hourAt: hour.hourAt,
        fold: (row: StoredHourRow) => withOpen(row, hour),
      })),
    );
  }

  /** One after the other, so that no update is made on a row that another is about to change. */
  #update(
    updates: readonly { line: string; hourAt: number; fold: (row: StoredHourRow) => StoredHourRow }[],
  ): Promise<void> {
    const work = this.#turn.then(() => this.#fold(updates));
    this.#turn = work.catch(() => {});
    return work;
  }

  async #fold(
    updates: readonly { line: string; hourAt: number; fold: (row: StoredHourRow) => StoredHourRow }[],
  ): Promise<void> {
    const ids = [...new Set(updates.map(({ line, hourAt }) => lineHourKey(line, hourAt)))];
    if (ids.length === 0) return;
    const before = new Map((await this.#rows.get(ids)).flatMap((row) => (row ? [[row.id, row] as const] : [])));
    const after = new Map(before);
    for (const { line, hourAt, fold } of updates) {
      const id = lineHourKey(line, hourAt);
      after.set(id, fold(after.get(id) ?? emptyRow(id, line, hourAt)));
    }
    const oldest = this.#now() - FACTS_MS;
    const changed = [...after.values()]
      .filter((row) => row !== before.get(row.id))
      .map((row) => ({
        ...row,
        facts: [...row.reasons, ...(row.manual ?? [])].filter(({ at }) => at >= oldest).map(({ id }) => id),
      }));
    await this.#rows.put(changed);
  }
}

function withStatement(row: StoredHourRow, hour: LineHour): StoredHourRow {
  const { reading = 0, rowsRead, seq: edition, statement } = row;
  const isAnew = (hour.reading ?? 0) > reading;
  const isBetter = row.closed
    ? isBetterHour(hour, { reading, rowsRead, edition, _id: statement ?? '' })
    : isAnew || hour.rowsRead >= rowsRead;
  if (!isBetter) return row;
  const shown = { ...row, ...bodyOf(hour), closed: true, seq: hour.edition, statement: hour._id };
  return hour.reading === undefined ? shown : { ...shown, reading: hour.reading };
}

function withOpen(row: StoredHourRow, hour: OpenHour): StoredHourRow {
  // A closed hour opens again only for rows that its statement did not know.
  if (row.closed && hour.rowsRead <= row.rowsRead) return row;
  if (!row.closed && hour.seq < row.seq) return row;
  return { ...row, ...bodyOf(hour), closed: false, seq: hour.seq, statement: null };
}

function withReason(row: StoredHourRow, reason: Reason): StoredHourRow {
  if (row.reasons.some(({ id }) => id === reason._id)) return row;
  const { _id: id, at, from, to, code, supersedes, by } = reason;
  const entry: ReasonEntry = { id, at, from, to, code, supersedes, origin: by.origin };
  if (reason.comment !== undefined) entry.comment = reason.comment;
  return { ...row, reasons: latest([...row.reasons, entry]) };
}

function withEntry(row: StoredHourRow, fact: ManualFact): StoredHourRow {
  const manual = row.manual ?? [];
  if (manual.some(({ id }) => id === fact._id)) return row;
  return { ...row, manual: latest([...manual, entryOf(fact)]) };
}

/** In order of entry, which ids begin with; the same whatever came first. */
function latest<E extends { id: string }>(said: E[]): E[] {
  return said.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-MOST_SAID);
}

function bodyOf(hour: LineHourBody): LineHourBody {
  return Object.fromEntries(BODY_FIELDS.map((field) => [field, hour[field]])) as unknown as LineHourBody;
}

/** A reason may come before the hour that it speaks of. */
function emptyRow(id: string, line: string, hourAt: number): StoredHourRow {
  return { ...unknownHour(hourAt), id, line, closed: false, seq: 0, reasons: [], facts: [], statement: null };
}
