/** Words of the operations of one order, and of routes that are copied. */
import { language } from './locale.ts';
import { orderStepsDe } from './order-steps-de.ts';
import { orderStepsEn, type OrderStepsWords } from './order-steps-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function stepsText<K extends keyof OrderStepsWords>(key: K, ...args: Arguments<OrderStepsWords[K]>): string {
  const words: OrderStepsWords = language().toLowerCase().startsWith('de') ? orderStepsDe : orderStepsEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
