import { it } from 'vitest';
import { SecureFloor, SignOnPage } from './secure-floor.ts';
it('debug', async () => {
  const floor = await SecureFloor.open();
  await floor.add({ user: 'anna', name: 'Anna Example', pin: '4711', badge: '0012345678' });
  const tablet = await floor.tablet();
  const open = new SignOnPage(await tablet.newPage());
  await open.page.goto(`${floor.address}/lines/line8`);
  open.page.on('response', async (r) => r.url().includes('sign-on') && console.log(r.status(), Date.now() % 100000, await r.text().catch(() => '')));
  for (let i = 0; i < 8; i++) {
    await open.password('nobody-here', `wrong ${i}`);
    await new Promise((r) => setTimeout(r, 1500));
    console.log(i, await open.page.getByRole('alert').first().innerText());
  }
  await open.page.screenshot({ path: '/tmp/v4/j/debug.png' });
  await floor.close();
});
