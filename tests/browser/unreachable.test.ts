import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { killBrowserOf } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import type { Visitor } from '../system/visitor.ts';
import { PlantFloor } from './plant-floor.ts';
import { Tablet } from './tablet.ts';

describeInBrowser('a tablet whose gateway is out of reach', () => {
  let floor: PlantFloor;
  let profile: string;
  let tablet: Tablet;
  let visitor: Visitor | null = null;
  let page: LinePage;
  const pageErrors: string[][] = [];
  const open = async () => {
    tablet = await Tablet.of(profile);
    await tablet.becomes((visitor ??= await floor.gateway.elsewhere()));
    pageErrors.push(tablet.pageErrors);
    page = await LinePage.open(tablet, floor.address);
  };

  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'lineside-tablet-'));
    floor = await PlantFloor.open();
    await open();
    await until(async () => (await page.produced()) === floor.camera.parts);
    await until(async () => (await page.connection()) === 'live · ready for offline');
  });
  afterAll(async () => {
    await tablet?.close();
    await floor?.close();
    await rm(profile, { recursive: true, maxRetries: 5 });
  });

  /** All is still there, and nothing of it passes for live. */
  async function showsWhatItKnew(): Promise<void> {
    await eventually(() => page.connection()).toMatch(/Out of reach since \d\d:\d\d · figures as of then/);
    await eventually(() => page.produced()).toBe(floor.camera.parts);
    await eventually(() => page.state()).toMatch(/ · as of \d\d:\d\d$/);
    for (const age of await page.ages()) expect(age).toMatch(/^as of \d\d:\d\d$/);
    for (const stop of floor.stops) await eventually(() => page.stop(stop).count()).toBe(1);
  }

  it.each(['stopped', 'killed'] as const)('keeps everything, marked with its age, when it is %s', async (how) => {
    await floor.off(how);
    await showsWhatItKnew();
    await page.reload();
    await showsWhatItKnew();
    await floor.on();
    await eventually(() => page.connection()).toMatch(/^live/);
    await eventually(() => page.produced()).toBe(floor.camera.parts);
  });

  it('opens at any address of the app', async () => {
    await floor.off();
    await page.page.goto(`${floor.address}/`);
    await page.page.getByRole('link', { name: /Line 8/ }).waitFor();
    await page.page.goto(`${floor.address}/lines/line9`);
    await page.page.getByRole('heading', { name: 'Line 9', exact: true }).waitFor();
    await page.page.goto(`${floor.address}/lines/line8`);
    await page.filled();
  });

  it('shows a reason that is given now at once, as not yet sent', async () => {
    const [stop] = floor.stops;
    await page.setReason(stop!, 'Film jam');
    await eventually(() => page.reasonOf(stop!), 1_000).toBe('Film jam · not yet sent');
    await eventually(() => page.connection()).toContain('1 not yet sent');
  });

  it('still has it after the browser was killed and started again', async () => {
    const closed = new Promise((resolve) => tablet.context.once('close', resolve));
    await killBrowserOf(profile);
    await closed;
    await open();
    await eventually(() => page.reasonOf(floor.stops[0]!)).toBe('Film jam · not yet sent');
    await eventually(() => page.connection()).toContain('Out of reach');
  });

  it('sends it once when the gateway is back, and takes the mark away', async () => {
    await floor.on();
    await eventually(() => page.reasonOf(floor.stops[0]!)).toBe('Film jam');
    await eventually(() => page.connection()).toBe('live · ready for offline');
    await eventually(async () => (await floor.reasons()).length).toBe(1);
    await page.reload();
    await eventually(() => page.reasonOf(floor.stops[0]!)).toBe('Film jam');
    const [reason, ...others] = await floor.reasons();
    expect(reason).toMatchObject({ code: 'film-jam', from: floor.stops[0]!.from, supersedes: null });
    expect(others).toEqual([]);
  });

  it('is told in words when a reason is refused, with what was typed, while the others are taken', async () => {
    const [first, second, third] = floor.stops;
    await floor.off();
    await page.ask(second!);
    await page.comment('sleeve was torn');
    await page.choose('Vision reject');
    await page.setReason(third!, 'Cleaning');
    await page.setReason(first!, 'No strips');
    await eventually(() => page.connection()).toContain('3 not yet sent');
    const { reasons = [] } = floor.plant;
    await floor.rewritePlantFile({ ...floor.plant, reasons: reasons.filter(({ code }) => code !== 'vision-reject') });
    await floor.on();

    await page.refused.waitFor();
    const words = await page.refused.innerText();
    expect(words).toContain(`“Vision reject” for the stop at ${second!.clock} was not accepted`);
    expect(words).toContain('the reason is not in the list any more');
    expect(words).toContain('You wrote: “sleeve was torn”');
    await eventually(() => page.reasonOf(second!)).toBe('Set reason');
    await eventually(() => page.reasonOf(third!)).toBe('Cleaning');
    await eventually(() => page.reasonOf(first!)).toBe('No strips');
    await eventually(async () => (await floor.reasons()).map(({ code }) => code).sort()).toEqual([
      'cleaning',
      'film-jam',
      'no-strips',
    ]);
  });

  it('forgets the refusal when the person has understood it', async () => {
    await page.reload();
    await page.refused.getByRole('button', { name: 'Understood' }).click();
    await eventually(() => page.refused.count()).toBe(0);
    await page.reload();
    await eventually(() => page.connection()).toBe('live · ready for offline');
    await eventually(() => page.refused.count()).toBe(0);
  });

  it('had no page error in all of this', () => expect(pageErrors).toEqual([[], []]));
});
