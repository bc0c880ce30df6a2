/** vis-timeline as a peer: the same lines and orders, its own dragging. */
import type { Page } from 'playwright-core';

export interface TimelineItem {
  id: string;
  group: string;
  content: string;
  start: number;
  end: number;
}

/** The part of the library that is used here. */
interface Vis {
  DataSet: new (items: readonly object[]) => object;
  Timeline: new (stage: HTMLElement, items: object, groups: object, options: object) => object;
}

declare global {
  interface Window {
    vis: Vis;
    /** Times between frames, ms. */
    dragFrames: number[];
  }
}

/** From having the items to the frame with them, ms. */
export async function openTimeline(
  page: Page,
  { library, style, items }: { library: string; style: string; items: readonly TimelineItem[] },
): Promise<number> {
  await page.setContent('<!doctype html><title>vis-timeline</title><body style="margin:0"><div id="stage"></div>');
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: library });
  return page.evaluate(async (all) => {
    const groups = [...new Set(all.map(({ group }) => group))].map((id) => ({ id, content: id }));
    const stage = document.getElementById('stage')!;
    const monday = Date.UTC(2022, 9, 9, 22);
    const began = performance.now();
    new window.vis.Timeline(stage, new window.vis.DataSet(all), new window.vis.DataSet(groups), {
      ...{ start: monday, end: monday + 7 * 86_400_000, height: '100vh', verticalScroll: true, stack: false },
      ...{ editable: { updateTime: true, updateGroup: true }, itemsAlwaysDraggable: { item: true, range: true } },
    });
    while (!document.querySelector('.vis-item')) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  }, items);
}
