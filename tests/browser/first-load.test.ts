import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { productionDay } from '../../shared/calendar/working-time.ts';
import { iso22400 } from '../../shared/kpi/iso22400.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import { until } from '../system/gateway-process.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor, plantOfToday } from './plant-floor.ts';
import { Tablet } from './tablet.ts';

/** Figures stand still only when the shift is over, so that what a page shows can be compared with the rows to the last digit. */
function plantAfterItsShift(now: number) {
  const plant = plantOfToday(now);
  const end = new Intl.DateTimeFormat('en', {
    timeZone: plant.plant.timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const calendar = { start: '06:00', end: end.format(now - 120_000) };
  return { ...plant, lines: plant.lines.map((line) => ({ ...line, calendar })) };
}

describeInBrowser('a device that opens a line for the first time', () => {
  let floor: PlantFloor;
  let profile: string;
  let tablet: Tablet;
  let page: LinePage;
  let rows: HourRow[];
  const made = (hours: readonly HourRow[]) => hours.flatMap((hour) => hour.produced).reduce((a, b) => a + b, 0);

  beforeAll(async () => {
    floor = await PlantFloor.open(plantAfterItsShift(Date.now()));
    rows = await until(async () => {
      const hours = await floor.hours();
      return made(hours) === floor.camera.parts && hours;
    });
    profile = await mkdtemp(join(tmpdir(), 'lineside-tablet-'));
    tablet = await Tablet.of(profile);
    await tablet.becomes(await floor.gateway.elsewhere());
    page = await LinePage.open(tablet, floor.address);
  });
  afterAll(async () => {
    await tablet?.close();
    await floor?.close();
    await rm(profile, { recursive: true, maxRetries: 5 });
  });

  it('shows what the line does', async () => {
    await eventually(() => page.state()).toMatch(/Not scheduled · \d/);
  });

  it('shows as many parts as the rows of the production day have', async () => {
    await eventually(() => page.produced()).toBe(made(rows));
  });

  it('shows OEE and its three factors to the digits of the shared definition', async () => {
    const [line] = floor.plant.lines;
    const { timezone } = floor.plant.plant;
    const window = { from: productionDay(Date.now(), timezone, '06:00').from, to: Date.now() };
    const report = iso22400(rows, window, line!, timezone);
    const percent = (ratio: number | null) => (ratio! * 100).toFixed(1);
    await eventually(() => page.oee()).toEqual({
      oee: percent(report.oeeIndex),
      availability: percent(report.availability),
      effectiveness: percent(report.effectiveness),
      quality: percent(report.qualityRatio),
    });
    expect(report.availability).toBeGreaterThan(0.5);
    expect(report.availability).toBeLessThan(1);
    expect(report.qualityRatio).toBeLessThan(1);
  });

  it('says that it is live and ready for offline, once the whole app is on the device', async () => {
    await eventually(() => page.connection()).toBe('live · ready for offline');
    const worker = () => page.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await eventually(worker).toBe('activated');
  });

  it('can be installed', async () => {
    const session = await tablet.context.newCDPSession(page.page);
    expect(await session.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
    const manifest = await session.send('Page.getAppManifest');
    expect(manifest.errors).toEqual([]);
    expect(JSON.parse(manifest.data ?? '{}')).toMatchObject({ name: 'Lineside', display: 'standalone' });
  });

  it('has no error and asks nobody but the gateway', () => {
    expect(tablet.pageErrors).toEqual([]);
    expect(tablet.consoleErrors).toEqual([]);
    expect([...tablet.hosts]).toEqual([new URL(floor.address).host]);
  });
});
