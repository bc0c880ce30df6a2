/** Why the plan cannot take something, in the words of who tries. */
import type { NotSaid } from '../../shared/orders/said.ts';
import { whyNotPlanned } from '../locales/planning.ts';

export function refusalText({ why, detail }: NotSaid): string {
  const words = whyNotPlanned(why);
  const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  // A value's problem is in the detail alone.
  return why === 'field' || why === 'dates' || why === 'unknown' ? `${text} ${detail}` : text;
}
