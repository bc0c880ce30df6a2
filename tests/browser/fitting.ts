/** Whether everything on a page can be seen, and hit by a finger in a glove. */
import type { Locator, Page } from 'playwright-core';

const TARGET_PX = 48;

/** By how much the page is wider than the screen, CSS px. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement!;
    return Math.max(0, scrollWidth - clientWidth);
  });
}

/** Texts and sizes of targets that are smaller than `px` in any direction; what is in a closed menu has no size and is left out. */
export function tooSmall(targets: Locator, px = TARGET_PX): Promise<string[]> {
  return targets.evaluateAll((all, least) => {
    // What is said of a box can be pressed, too.
    const sizes = all.map((target) => ({ target, box: (target.closest('label') ?? target).getBoundingClientRect() }));
    return sizes
      .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < least)
      .map(({ target, box }) => `${target.textContent.trim() || target.outerHTML}: ${box.width} × ${box.height}`);
  }, px - 0.5);
}
