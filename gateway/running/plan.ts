/** What planners keep and what lines make of it, put together: rows of the plan, rows of lots, and who brings them up to date. */
import { calendarRules, type CalendarRules } from '../../shared/calendar/line-calendar.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import { saidOf } from '../../shared/orders/executions.ts';
import type { JobStanding } from '../../shared/orders/job-state.ts';
import { endedAt } from '../../shared/orders/known-of-job.ts';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { standardRate } from '../../shared/schedule/rates.ts';
import type { KnownLine } from '../plan/known-line.ts';
import { HourFollower } from '../plan/follow-hours.ts';
import { LotHours, type HoursPlace, type LotHour } from '../plan/lot-hours.ts';
import { LotRows, type LotRowsParts } from '../plan/lot-rows.ts';
import { lotsInPlan } from '../plan/lots-in-plan.ts';
import { PlanRows, type StoredPlanRow } from '../plan/plan-rows.ts';
import { FactFeed } from '../projections/fact-feed.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import type { Store } from '../store/store.ts';

export interface RunningPlan {
  plan: PlanRows;
  /** What planners set of calendars; the same object until they set something else. */
  rules: () => CalendarRules;
  /** Of everybody who plans: this gateway, those before it, the plant, its lines. */
  feed: FactFeed;
  /** Hours were written. */
  hoursChanged(): void;
  /** Runs until `signal` aborts. `built` is called when the rows of a collection are all that the facts say. */
  run(signal: AbortSignal, built: (collection: 'plan' | 'lots') => void): Promise<unknown>;
}

export async function openPlan(parts: {
  store: Store;
  gateway: string;
  epoch: string;
  rows: {
    plan: LocalRows<StoredPlanRow>;
    lots: LocalRows<LotRow | LinePaceRow>;
    hours: LocalRows<StoredHourRow>;
    lotHours: LocalRows<LotHour | HoursPlace>;
  };
  /** With every line whose hours are here. */
  plant: () => PlantDefinition;
  /** Of the whole plant, as far as they are known here. */
  lines: () => readonly KnownLine[];
  now: () => number;
  log: (message: string) => void;
}): Promise<RunningPlan> {
  const { store, gateway, epoch, rows, plant, now, log } = parts;
  const plan: PlanRows = await PlanRows.open({ rows: rows.plan, lots: () => lots.lots, lines: parts.lines, now });
  const planned = remembering(plan, { lots: () => lots.lots, plant, now });
  const lotHours = await LotHours.open(rows.lotHours, now());
  const lots = await LotRows.open({ rows: rows.lots, hours: lotHours, plant, planned, now });
  const follower = new HourFollower({ hours: rows.hours, lotHours, lots, now });
  const feed = new FactFeed({
    ...{ store, gateway, epoch, prefix: 'plan_', atOnce: true },
    handle: (facts) => plan.handle(facts),
  });
  return {
    ...{ plan, feed },
    rules: () => calendarRules(plan.plan(), plant().plant.timezone),
    hoursChanged: () => follower.wake(),
    run: (signal, built) => {
      const hasAll = async (): Promise<void> => {
        try {
          await plan.hasAll();
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          log(`How long the plan's rows are needed is not stored for now: ${error.message}`);
        }
        built('plan');
      };
      const failed = Promise.withResolvers<never>();
      const ready = () => void hasAll().catch(failed.reject);
      const work = [feed.run(signal, ready), follower.run(signal, () => built('lots'))];
      return Promise.race([failed.promise, Promise.all(work)]);
    },
  };
}

/** What decides on lots, looked up once for a state of plan and lots. */
function remembering(
  rows: PlanRows,
  { lots, plant, now }: { lots: () => readonly LotRow[]; plant: () => PlantDefinition; now: () => number },
): LotRowsParts['planned'] {
  let known: { plan: Plan; lots: readonly LotRow[]; planned: ReturnType<LotRowsParts['planned']> } | null = null;
  return () => {
    const plan = rows.plan();
    if (known?.plan === plan && known.lots === lots()) return known.planned;
    let passes: ReturnType<typeof passesOfLots> | null = null;
    const passesOf = (line: string, lot: string) => (passes ??= passesOfLots(rows.standings())).get(`${line} ${lot}`);
    const planned: ReturnType<LotRowsParts['planned']> = {
      plan,
      neededUntil: lotsInPlan(plan, rows.rows),
      standardOf(line, lot, at) {
        const all = passesOf(line.id, lot) ?? [];
        const pass = all.findLast(({ fromMs }) => fromMs <= at) ?? all[0];
        const job = plan.jobs.get(pass?.job ?? '');
        return job ? standardRate(plan, job, line, at, plant().plant.timezone) : null;
      },
      endsOf(line, lot) {
        const jobs = (passesOf(line, lot) ?? []).flatMap(({ job }) => plan.jobs.get(job) ?? []);
        const ends = jobs.map((job) => {
          return endedAt(saidOf(job.executions), plan.orders.get(job.fields.order ?? ''), now());
        });
        return ends.filter((at) => at !== null);
      },
    };
    known = { plan, lots: lots(), planned };
    return planned;
  };
}

/** By `<line> <lot>`: which jobs it counts to, in order of time. */
function passesOfLots(standings: ReadonlyMap<string, JobStanding>) {
  const passes = [...standings.values()].flatMap(({ job, lots }) => lots.map((lot) => ({ job, ...lot })));
  return Map.groupBy(
    passes.sort((a, b) => a.fromMs - b.fromMs),
    ({ line, lot }) => `${line} ${lot}`,
  );
}
