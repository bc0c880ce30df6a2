/** Words that only paper has. */
import { language } from './locale.ts';

export function printedAt(time: string): string {
  return language().toLowerCase().startsWith('de') ? `Gedruckt ${time}` : `Printed ${time}`;
}
