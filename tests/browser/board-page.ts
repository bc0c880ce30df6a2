/** The board alone on a page, bundled from the sources as they are, and what hands and eyes do there. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, CDPSession, Locator, Page } from 'playwright-core';
import { build } from 'vite';
import type { Scene } from './board-scene.ts';

let bundled: Promise<string> | null = null;

/** The page's script. Bundled once for all tests of a process. */
export function boardScript(): Promise<string> {
  return (bundled ??= bundle());
}

async function bundle(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'lineside-board-'));
  const entry = fileURLToPath(new URL('board-scene.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir, target: 'es2023', minify: false, lib: { entry, formats: ['es'], fileName: () => 'board.js' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = await readFile(join(outDir, 'board.js'), 'utf8');
  await rm(outDir, { recursive: true });
  return script;
}

export interface Heard {
  name: string;
  detail: unknown;
}

export class BoardPage {
  readonly page: Page;
  readonly board: Locator;
  #touch: CDPSession | null = null;

  constructor(page: Page) {
    this.page = page;
    this.board = page.locator('ls-board');
  }

  static async open(browser: Browser, options: BrowserContextOptions = {}, scene: Scene = { many: 0, rows: 0 }) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options });
    const page = await context.newPage();
    await page.setContent(
      '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Board</title><body></body></html>',
    );
    await page.addScriptTag({ content: await boardScript(), type: 'module' });
    await page.waitForFunction(() => 'build' in window);
    await page.evaluate((wanted) => window.build(wanted), scene);
    const board = new BoardPage(page);
    await board.board.locator('[data-bar]').first().waitFor({ state: 'attached' });
    return board;
  }

  /** As it was when it was opened, and nothing heard. */
  async again(): Promise<void> {
    await this.page.evaluate(() => {
      window.heard = [];
      window.asked = [];
      window.build({ many: 0, rows: 0 });
    });
    await this.bar('m').waitFor();
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  bar(id: string): Locator {
    return this.board.locator(`[data-bar="${id}"]`);
  }

  card(id: string): Locator {
    return this.board.locator(`[data-card="${id}"]`);
  }

  /** The middle of what can be seen of something, once it has come to rest: what was dropped before moves others. */
  async middle(of: Locator): Promise<{ x: number; y: number }> {
    const box = await this.#boxAtRest(of);
    const plot = this.board.locator('.plot');
    const isInChart = (await of.getAttribute('role')) === 'gridcell';
    const seen = isInChart ? (await plot.boundingBox())! : box;
    const left = Math.max(box.x, seen.x);
    const right = Math.min(box.x + box.width, seen.x + seen.width);
    return { x: (left + right) / 2, y: box.y + box.height / 2 };
  }

  async #boxAtRest(of: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    for (let before = (await of.boundingBox())!; ;) {
      await this.page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
      const box = (await of.boundingBox())!;
      if (box.x === before.x && box.y === before.y && box.width === before.width) return box;
      before = box;
    }
  }

  /** A place on a bar, as a share of its width. */
  async at(id: string, share: number): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = await this.#boxAtRest(this.bar(id));
    return { x: x + share * width, y: y + height / 2 - 8 };
  }

  async point(id: string, share: number): Promise<[number, number]> {
    const { x, y } = await this.at(id, share);
    return [x, y];
  }

  /** By mouse, without letting go. */
  async drag(of: Locator, to: { x: number; y: number }): Promise<void> {
    const from = await this.middle(of);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 2 });
    await this.page.mouse.move(to.x, to.y, { steps: 2 });
  }

  /** What the panel says that would be. */
  outcome(): Promise<string> {
    return this.board
      .locator('ls-board-outcome')
      .evaluate((panel) => panel.shadowRoot?.querySelector('ul')?.innerText ?? '');
  }

  /** What the card of a bar tells; empty = it is not there. */
  told(): Promise<string> {
    return this.board
      .locator('ls-bar-card')
      .evaluate((card: HTMLElement) => (card.hidden ? '' : card.shadowRoot!.textContent));
  }

  /** So many are drawn: what goes on by itself has gone on for that long. */
  frames(count: number): Promise<void> {
    return this.page.evaluate(async (wanted) => {
      for (let i = 0; i < wanted; i++) await new Promise(requestAnimationFrame);
    }, count);
  }

  /** How many targets the page was asked about. */
  asked(): Promise<number> {
    return this.page.evaluate(() => window.asked.length);
  }

  /** Id of the bar that has the focus. */
  focused(): Promise<string | undefined> {
    return this.board.evaluate((host) => (host.shadowRoot!.activeElement as HTMLElement | null)?.dataset.bar);
  }

  /** What the board told the page, of one kind. */
  heard(name: string): Promise<unknown[]> {
    return this.page.evaluate(
      (wanted) => window.heard.filter((each) => each.name === wanted).map((each) => each.detail),
      name,
    );
  }

  said(): Promise<string> {
    return this.board.locator('.speech').innerText();
  }

  /** Fingers on the glass; none = lifted. */
  async fingers(type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', ...at: { x: number; y: number }[]) {
    this.#touch ??= await this.page.context().newCDPSession(this.page);
    await this.#touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: at.map((point, id) => ({ ...point, id })),
    });
  }
}
