/** What of a page would be on paper: read at once when it was told that it is printed, for a browser waits for nothing. */
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

export interface Written {
  text: string;
  /** CSS px. */
  size: number;
  /** Its right edge, px. */
  right: number;
}

export interface OnPaper {
  texts: Written[];
  /** All of it, in the order of the page. */
  text: string;
  /** Buttons, fields and other things to press that would be seen, by what they say. */
  handles: string[];
  /** Of the page, `rgb(…)`. */
  ground: string;
}

/** Between the margins of A4 lying on its side, px. */
export const SHEET = { width: 1047, height: 691 };

export async function onPaper(page: Page, sheet = SHEET): Promise<OnPaper> {
  const screen = page.viewportSize()!;
  await page.setViewportSize(sheet);
  await page.emulateMedia({ media: 'print' });
  const read = await page.evaluate(readNow);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(screen);
  return {
    ...read,
    text: read.texts
      .map(({ text }) => text)
      .join(' ')
      .replaceAll('\u00a0', ' '),
  };
}

/** Runs in the page. */
function readNow(): Omit<OnPaper, 'text'> {
  const texts: Written[] = [];
  const handles: string[] = [];
  const HANDLES = 'button, input, select, textarea, summary, [role="menu"], dialog';
  // Of columns, days and shifts: they are read, too.
  const NAMES = '[role="columnheader"] > *, .day, .shift';
  const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const look = (within: Element | ShadowRoot): void => {
    for (const node of within.childNodes) {
      if (node instanceof Text) see(node);
      else if (node instanceof Element && !/^(STYLE|SCRIPT|TEMPLATE)$/.test(node.tagName)) {
        if (node.matches(HANDLES) && !node.matches(NAMES) && isSeen(node))
          handles.push(node.textContent?.trim() || node.outerHTML);
        look(node.shadowRoot ?? node);
        if (node instanceof HTMLSlotElement) node.assignedNodes().forEach((one) => one instanceof Text && see(one));
      }
    }
  };
  /** Where what is around it ends, px: what is beyond is not drawn. */
  const edgeOf = (element: Element): number => {
    let edge = Infinity;
    for (let at: Element | null = element; at; at = parentOf(at))
      if (getComputedStyle(at).overflowX !== 'visible') edge = Math.min(edge, at.getBoundingClientRect().right);
    return edge;
  };
  const parentOf = (element: Element): Element | null => {
    const root = element.getRootNode();
    return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };
  const see = (node: Text): void => {
    const text = node.data.trim();
    const parent = node.parentElement;
    if (text === '' || !parent || !isSeen(parent)) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, left, right } = range.getBoundingClientRect();
    const edge = edgeOf(parent);
    if (left >= edge) return;
    const { fontSize, clipPath } = getComputedStyle(parent);
    // What is only for screen readers.
    if (width === 0 || clipPath !== 'none' || parent.closest('.hidden')) return;
    texts.push({ text, size: parseFloat(fontSize), right: Math.min(right, edge) });
  };
  dispatchEvent(new Event('beforeprint'));
  look(document.body);
  const page = document.querySelector('ls-app')!.shadowRoot!.querySelector('.behind > *')!;
  const ground = getComputedStyle(page).backgroundColor;
  dispatchEvent(new Event('afterprint'));
  return { texts, handles, ground };
}

export interface PdfPage {
  /** Points. */
  width: number;
  height: number;
}

/** The pages of a PDF that Chromium wrote. */
export function pagesOf(pdf: Buffer): PdfPage[] {
  return [...pdf.toString('latin1').matchAll(/\/Type \/Page\b[^s][\s\S]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, width, height]) => ({ width: Number(width), height: Number(height) }),
  );
}

/** A CSS px in what Chromium draws on a sheet of which nothing is too wide. */
const FULL_SIZE = 3.125;

/** To which share of its size Chromium shrank what it printed, because something on it was too wide; 1 = it did not. */
export function shrunkTo(pdf: Buffer): number {
  const scales = [...pdf.toString('latin1').matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)].flatMap((found) => {
    const begin = found.index + found[0].length;
    const drawn = inflated(pdf.subarray(begin, begin + Number(found[1])));
    return [...drawn.matchAll(/(?:^|\n)(\d*\.?\d+) 0 0 \1 \S+ \S+ cm/g)].map(([, scale]) => Number(scale));
  });
  // Pictures have scales of their own.
  const often = Map.groupBy(scales, (scale) => scale).values();
  const [most] = [...often].sort((a, b) => b.length - a.length);
  return most![0]! / FULL_SIZE;
}

/** '' = it is no text (a font, a picture). */
function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return '';
  }
}
