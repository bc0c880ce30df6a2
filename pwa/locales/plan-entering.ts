/** Words of whatever is entered about the plan: what is asked before, and why it cannot be. */
import { language } from './locale.ts';
import { enteringDe } from './plan-entering-de.ts';
import { enteringEn, type EnteringWords } from './plan-entering-en.ts';

export function enteringText(key: keyof EnteringWords): string {
  return (language().toLowerCase().startsWith('de') ? enteringDe : enteringEn)[key];
}
