/** What is said to those who cannot see. */
import { aloud } from '../../locales/board-aloud.ts';

/** In whole words, and also what was just said: of a region only what changes is heard. */
export function speak(region: HTMLElement, text: string): void {
  const spoken = aloud(text);
  region.textContent = region.textContent === spoken ? `${spoken}\u00a0` : spoken;
}
