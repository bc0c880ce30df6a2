/**
 * What lines make of lots, as devices pull it: follows the rows of hours, whoever writes them. Everything that is shown is
 * computed anew from what is kept of the hours, so nothing is counted twice, and nothing is lost between two writes.
 */
import { isDeepStrictEqual } from 'node:util';
import { calendarRules, lineCalendar, type CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { intersect } from '../../shared/calendar/windows.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import { lotRowId, type LinePaceRow, type LotRow, type LotStretch } from '../../shared/orders/lot-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { recentThroughput } from '../../shared/schedule/throughput.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import { goodUntil, isMinuteless } from './good-until.ts';
import { currentLot, lotsOfLine, type LineLot } from './line-lots.ts';
import { pacesOfLine } from './line-paces.ts';
import type { LotHour, LotHours } from './lot-hours.ts';
import type { NeededUntil } from './lots-in-plan.ts';

const DAY_MS = 24 * HOUR_MS;
/** Lots of which nobody speaks are shown so long, and kept so long in case that somebody does. */
const SHOWN_MS = 35 * DAY_MS;
const KEPT_MS = 60 * DAY_MS;
/** `until` of a row that should never have been. */
const NEVER = 0;

export interface LotRowsParts {
  rows: LocalRows<LotRow | LinePaceRow>;
  hours: LotHours;
  /** With every line whose hours are here. */
  plant: () => PlantDefinition;
  /** What planners say: lots that orders wait for, calendars, rates. */
  planned: () => {
    plan: Plan;
    neededUntil: NeededUntil;
    /** Pieces per hour that a line should make of a lot; null = nobody knows. */
    standardOf: (line: LineDefinition, lot: string, at: number) => number | null;
    /** When jobs that a lot counts to were ended, ms, in order; of most lots there is one at most. */
    endsOf: (line: string, lot: string) => number[];
  };
  now: () => number;
}

interface Paced {
  hours: readonly LotHour[];
  rules: CalendarRules;
  goodPerHour: number | null;
}

export class LotRows {
  readonly #parts: LotRowsParts;
  /** As they are stored. */
  readonly #stored = new Map<string, LotRow | LinePaceRow>();
  /** By row: an hour is never changed in place, so the same hours have the same pace. */
  readonly #paced = new Map<string, Paced>();
  #lots: readonly LotRow[] = [];

  private constructor(parts: LotRowsParts) {
    this.#parts = parts;
  }

  static async open(parts: LotRowsParts): Promise<LotRows> {
    const lots = new LotRows(parts);
    for (const row of await parts.rows.range({ from: '0', to: '~' })) lots.#stored.set(row.id, row);
    lots.#list();
    return lots;
  }

  /** The same array as long as nothing changed. */
  get lots(): readonly LotRow[] {
    return this.#lots;
  }

  /** Whether an hour says anything that is shown: of late, or of a lot that some order waits for. */
  isNeeded({ line, hourAt, runs }: HourRow): boolean {
    if (hourAt >= this.#parts.now() - KEPT_MS) return true;
    const { neededUntil } = this.#parts.planned();
    return runs.some(({ lot }) => neededUntil(line, lot) !== undefined);
  }

  /** Computes rows of a line anew, stores those that changed and lets go of those that nobody needs. */
  async update(line: string, { paces }: { paces: boolean }): Promise<void> {
    const { hours, plant, now } = this.#parts;
    const { plant: settings, lines } = plant();
    const { timezone: zone, productionDayStart: dayStart = '06:00' } = settings;
    const ofLine = hours.of(line);
    const lots = lotsOfLine(ofLine, { zone, dayStart });
    const shown = this.#rowsOf(line, { lots, hours: ofLine, zone });
    const definition = lines.find(({ id }) => id === line);
    if (paces && definition) shown.push(this.#pacesOf(definition, { lots, hours: ofLine, zone, dayStart }));
    await this.#store([...shown, ...this.#withdrawn(line, lots)]);
    if (!paces) return;
    // As often as paces: nobody waits for it.
    const oldest = now() - KEPT_MS;
    await this.#forget(line, shown, oldest);
    const kept = [...lots.values()].filter(({ lot }) => this.#stored.has(lotRowId(line, lot)));
    const isKept = ({ hourAt }: LotHour) =>
      hourAt >= oldest || kept.some(({ fromMs, toMs }) => hourAt + HOUR_MS > fromMs && hourAt <= toMs);
    await hours.remove(
      line,
      ofLine.filter((hour) => !isKept(hour)),
    );
  }

  #rowsOf(
    line: string,
    { lots, hours, zone }: { lots: ReadonlyMap<string, LineLot>; hours: readonly LotHour[]; zone: string },
  ): (LotRow | LinePaceRow)[] {
    const { planned, now } = this.#parts;
    const { plan, neededUntil } = planned();
    const rules = calendarRules(plan, zone);
    const current = currentLot(hours);
    return [...lots.values()].flatMap((made): LotRow[] => {
      const { lot, item, produced, good, rework, empty, fromMs, toMs, days } = made;
      const needed = neededUntil(line, lot);
      const isCurrent = lot === current;
      if (!isCurrent && needed === undefined && toMs < now() - KEPT_MS) return [];
      const until = isCurrent || needed === null ? null : Math.max(toMs + SHOWN_MS, needed ?? 0);
      const counts = { produced, good, rework, empty };
      const goodPerHour = this.#goodPerHour(line, made, rules);
      const row = { id: lotRowId(line, lot), line, lot, item, ...counts, fromMs, toMs, current: isCurrent };
      return [{ ...row, goodPerHour, days, ...stretchesOf(made), ...this.#endedOf(line, made), until }];
    });
  }

  /** What was counted when its job ended stays, also when the minutes of that hour are forgotten. */
  #endedOf(line: string, made: LineLot): Pick<LotRow, 'ended'> {
    const ends = this.#parts
      .planned()
      .endsOf(line, made.lot)
      .filter((end) => end < made.toMs);
    // Between two stretches nothing was made: who ended in the midst of one is who has to know.
    const at = ends.find((end) => made.stretches.some(({ from, to }) => end > from && end < to)) ?? ends.at(-1);
    if (at === undefined) return {};
    const stored = this.#stored.get(lotRowId(line, made.lot)) as LotRow | undefined;
    if (stored?.ended?.at === at && isMinuteless(made, at)) return { ended: stored.ended };
    return { ended: { at, good: goodUntil(made, at) } };
  }

  /** An hour was stated anew without a lot: devices have to hear that it never was. */
  #withdrawn(line: string, lots: ReadonlyMap<string, LineLot>): LotRow[] {
    return this.#lots
      .filter((row) => row.line === line && !lots.has(row.lot))
      .map((row) => ({ ...row, produced: 0, good: 0, rework: 0, empty: 0, days: [], current: false, until: NEVER }));
  }

  #goodPerHour(line: string, { lot, hours, stretches }: LineLot, rules: CalendarRules): number | null {
    const id = lotRowId(line, lot);
    const known = this.#paced.get(id);
    if (known?.rules === rules && known.hours.length === hours.length && known.hours.every((h, i) => h === hours[i]))
      return known.goodPerHour;
    const { plant, now } = this.#parts;
    const definition = plant().lines.find((each) => each.id === line) ?? { id: line };
    const working = lineCalendar(definition, rules).working({ from: stretches[0]!.from, to: stretches.at(-1)!.to });
    const counted = hours.filter(({ good }) => good.length > 0);
    const perHour = recentThroughput(counted, intersect(working, stretches), now());
    const goodPerHour = perHour === null ? null : Math.round(perHour * 10) / 10;
    this.#paced.set(id, { hours, rules, goodPerHour });
    return goodPerHour;
  }

  #pacesOf(
    line: LineDefinition,
    parts: { lots: ReadonlyMap<string, LineLot>; hours: readonly LotHour[]; zone: string; dayStart: string },
  ): LinePaceRow {
    const { lots, hours, zone, dayStart } = parts;
    const { plan, standardOf } = this.#parts.planned();
    const paces = pacesOfLine(
      { line, hours: hours.filter(({ good }) => good.length > 0), lots: lots.values() },
      { rules: calendarRules(plan, zone), dayStart },
      { standardOf: (lot, at) => standardOf(line, lot, at), now: this.#parts.now() },
    );
    return {
      id: `pace:${line.id}`,
      line: line.id,
      paces: paces.map((pace) => Math.round(pace * 1e4) / 1e4),
      until: null,
    };
  }

  async #store(rows: readonly (LotRow | LinePaceRow)[]): Promise<void> {
    const changed = rows.filter((row) => !isDeepStrictEqual(this.#stored.get(row.id), row));
    if (changed.length === 0) return;
    await this.#parts.rows.put(changed);
    for (const row of changed) this.#stored.set(row.id, row);
    this.#list();
  }

  async #forget(line: string, shown: readonly { id: string }[], oldest: number): Promise<void> {
    const kept = new Set(shown.map(({ id }) => id));
    const gone = [...this.#stored.values()].filter(
      (row) => row.line === line && !kept.has(row.id) && 'lot' in row && row.toMs < oldest,
    );
    if (gone.length === 0) return;
    await this.#parts.rows.remove(gone.map(({ id }) => id));
    for (const { id } of gone) {
      this.#stored.delete(id);
      this.#paced.delete(id);
    }
    this.#list();
  }

  #list(): void {
    this.#lots = [...this.#stored.values()].filter((row) => 'lot' in row && row.until !== NEVER) as LotRow[];
  }
}

/** Of a lot that comes and goes many times the first ones are one. */
const MOST_STRETCHES = 50;

function stretchesOf({ stretches }: LineLot): Pick<LotRow, 'stretches'> {
  if (stretches.length < 2) return {};
  const all = stretches.map(({ from, to, good }): LotStretch => ({ fromMs: from, toMs: to, good }));
  const first = all.splice(0, Math.max(0, all.length - MOST_STRETCHES + 1));
  if (first.length === 0) return { stretches: all };
  const good = first.reduce((sum, stretch) => sum + stretch.good, 0);
  return { stretches: [{ fromMs: first[0]!.fromMs, toMs: first.at(-1)!.toMs, good }, ...all] };
}
