/** A holiday and overtime that planners set: device, gateway and a command by itself count with them, to the same digits. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDay } from '../../gateway/demo/local-time.ts';
import type { PrintedReport } from '../../gateway/reports/report.ts';
import { lineView } from '../../pwa/data/line-view.ts';
import { calendarRules } from '../../shared/calendar/line-calendar.ts';
import { zoneOffset } from '../../shared/calendar/zone.ts';
import { iso22400 } from '../../shared/kpi/iso22400.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import type { FactAnswer, PullPage } from '../../shared/sync/protocol.ts';
import type { HourRow, ReferenceRow } from '../../shared/sync/rows.ts';
import { Author, setting } from '../gateway/plan/said.ts';
import { lineside } from './every-source.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { dayOfRows, plantDirectory, ZONE, type PlantDirectory } from './packing-plant.ts';

const HOUR_MS = 3_600_000;
const at = Date.now() - 30 * HOUR_MS;
const rows = dayOfRows(at, 12_000);
const { start, end } = localDay(ZONE, at);
const window = { from: start, to: end };
const asked = { line: 'line8', from: new Date(start).toISOString(), to: new Date(end).toISOString() };

/** `2026-10-06T08:00` on the plant's clocks. */
const onClock = (moment: number) => new Date(moment + zoneOffset(ZONE, moment)).toISOString().slice(0, 16);
const HOLIDAY = { scope: 'plant', kind: 'holiday', from: onClock(start), to: onClock(end) };

const DIGITS = [
  ...(['plannedBusyTimeMs', 'actualProductionTimeMs', 'downTimeMs', 'unknownTimeMs', 'stops'] as const),
  ...(['producedQuantity', 'goodQuantity', 'oeeIndex', 'availability', 'effectiveness', 'qualityRatio'] as const),
] as const;

describe('figures of a day with a holiday and overtime', () => {
  let directory: PlantDirectory;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    directory = await plantDirectory();
    await writeFile(join(directory.camera, rows.file), rows.rows.join(''));
    gateway = await startGatewayProcess(directory);
    await gateway.caughtUp();
  }, 120_000);
  afterAll(async () => {
    await gateway?.stop();
    await directory?.remove();
  });

  const atGateway = (definition: string) => gateway.job<PrintedReport>('report', { ...asked, definition });
  async function pulled<R>(collection: string): Promise<R[]> {
    const page = await (await gateway.tester()).get<PullPage<R>>(`/api/sync/${collection}?limit=1000`);
    return page.documents as R[];
  }
  /** As the device's code has it, from what devices pull. */
  async function onDevice() {
    const rules = calendarRules(readPlan(await pulled<PlanRow>('plan')), ZONE);
    const hours = (await pulled<HourRow>('hours')).sort((a, b) => a.hourAt - b.hourAt);
    const view = lineView('line8', await pulled<ReferenceRow>('reference'), { hours, now: null, entries: [], rules });
    return iso22400(view!.hours, window, view!.line, ZONE);
  }
  const digits = (of: Pick<PrintedReport, (typeof DIGITS)[number]>) => DIGITS.map((name) => [name, of[name]]);

  it('count overtime as planned time and nothing else of the holiday, on device, gateway and command line', async () => {
    const before = await atGateway('iso22400');
    const legacy = await atGateway('workday');
    const planner = await gateway.tester();
    const began = Math.ceil(Date.parse(before.dataFrom!) / 60_000) * 60_000 + 600_000;
    const worked = { from: onClock(began), to: onClock(began + HOUR_MS) };
    const overtime = { scope: 'line:line8', kind: 'overtime', ...worked };
    const author = new Author({ at: Date.now() - 1_000, origin: planner.origin, user: planner.user! });
    const fact = author.change(setting('exception', 'e1', HOLIDAY), setting('exception', 'e2', overtime));
    const [answer] = await planner.post<FactAnswer[]>('/api/sync/facts', { facts: [fact] });
    expect(answer).toEqual({ id: fact._id, status: 'accepted' });
    await until(async () => (await pulled<PlanRow>('plan')).length === 2);

    const after = await atGateway('iso22400');
    expect(after.plannedBusyTimeMs).toBe(HOUR_MS);
    expect(before.plannedBusyTimeMs).toBeGreaterThan(1.5 * HOUR_MS);
    expect(after).toMatchObject({ cycles: before.cycles, configVersion: before.configVersion });
    expect(digits(await onDevice())).toEqual(digits(after));
    expect(await atGateway('workday')).toEqual(legacy);

    await gateway.stop();
    const alone = await lineside(
      ['report', '--plant-file', directory.plantFile, ...options(asked), '--json'],
      directory.dataDir,
    );
    expect(alone.errors).toBe('');
    expect(digits(JSON.parse(alone.output) as PrintedReport)).toEqual(digits(after));
  }, 120_000);
});

function options(of: Record<string, string>): string[] {
  return Object.entries(of).flatMap(([name, value]) => [`--${name}`, value]);
}
