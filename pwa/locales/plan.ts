/** Words of the plan's pages, apart from the shop floor's, which every device loads first. */
import { language } from './locale.ts';
import { planDe } from './plan-de.ts';
import { planEn, type PlanWords } from './plan-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function planText<K extends keyof PlanWords>(key: K, ...args: Arguments<PlanWords[K]>): string {
  const words = language().toLowerCase().startsWith('de') ? planDe : planEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
