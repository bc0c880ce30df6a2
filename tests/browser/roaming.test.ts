import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { RoamingFloor } from './roaming-floor.ts';
import { SignOnPage } from './sign-on-page.ts';
import { Tablet } from './tablet.ts';

const PIN = '4711';
/** A gateway is left after some seconds of silence, and home again when it has answered for some. */
const MOVES_MS = 60_000;

describeInBrowser('a tablet of a plant with gateways at its lines', () => {
  let floor: RoamingFloor;
  let tablet: Tablet;
  let page: SignOnPage;

  beforeAll(async () => {
    floor = await RoamingFloor.open();
    tablet = await Tablet.fresh(floor.machine.browser);
    const opened = await tablet.newPage();
    await opened.goto(`${floor.plant.address}/enrol#${await floor.deviceCode('Tablet')}`);
    await opened.getByRole('button', { name: 'Enrol' }).click();
    await opened.getByText('Tablet').first().waitFor();
    await floor.add('attendant', PIN);
    await opened.evaluate(async () => void (await navigator.serviceWorker.ready));
    await opened.goto(`${floor.plant.address}/lines/line8`);
    page = new SignOnPage(opened);
    await page.line.filled();
    await page.asks();
    await page.nameAndPin('attendant', PIN);
    await page.isOn('Test attendant');
  }, 180_000);
  afterAll(async () => {
    await tablet?.close();
    await floor?.close();
  });

  const says = (what: RegExp) => eventually(() => page.line.connection(), MOVES_MS).toMatch(what);
  const look = async (line: string) => {
    await page.page.locator(`ls-line-page nav a[href="/lines/${line}"]`).click();
    await page.line.filled();
  };

  it('walks plant → line 8 → line 5 → plant, and what was entered on the way counts once', async () => {
    await says(/^live/);
    // The line sends its hours one after the other: live is not yet all.
    await eventually(() => page.line.produced(), MOVES_MS).toBe(floor.line8.camera.parts);
    const before = floor.line8.camera.parts;

    await floor.plant.off();
    await says(/^live · from the gateway of Line 8 · gateway of Test plant out of reach since/);
    // What only the line's own gateway has: the plant is gone.
    for (let i = 0; i < 5; i++) await floor.line8.camera.seesPart();
    await eventually(() => page.line.produced()).toBe(before + 5);
    await page.line.setReason(floor.stop, 'Break');
    await eventually(() => page.line.reasonOf(floor.stop)).toMatch(/^(?!.*not).*Break/s);
    expect(await floor.line8.gateway.status()).toMatchObject({ facts: { refused: 0 } });

    await floor.line8.off();
    await page.line.setReason(floor.stop, 'Film jam');
    await says(/1 not yet sent/);

    await look('line5');
    await says(/^live · from the gateway of Line 5/);
    await eventually(() => page.line.connection()).toMatch(/1 not yet sent/);
    await look('line8');
    await eventually(() => page.line.connection()).toMatch(/Line 8 as of .* out of reach/);
    await eventually(() => page.line.produced()).toBe(before + 5);

    await floor.line8.on();
    await floor.plant.on();
    await says(/^live(?!.*from)/);
    await eventually(() => page.line.connection()).not.toMatch(/not yet sent/);
    await eventually(() => page.line.produced()).toBe(before + 5);
    // One by way of line 8, one that waited; each once.
    const given = async () => (await floor.reasons()).map(({ code }) => code).sort();
    await eventually(given, MOVES_MS).toEqual(['break', 'film-jam']);
    await eventually(() => page.line.reasonOf(floor.stop)).toMatch(/Film jam/);
    expect(tablet.pageErrors).toEqual([]);
  }, 300_000);
});
