/** Words of an order's page. */
import { language } from './locale.ts';
import { orderDe } from './order-de.ts';
import { orderEn, type OrderWords } from './order-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function orderText<K extends keyof OrderWords>(key: K, ...args: Arguments<OrderWords[K]>): string {
  const words: OrderWords = language().toLowerCase().startsWith('de') ? orderDe : orderEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
