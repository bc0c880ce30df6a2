/** Words of the page about the plant's gateways, apart from the shop floor's, which every device loads first. */
import { gatewaysDe } from './gateways-de.ts';
import { gatewaysEn, type GatewaysWords } from './gateways-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function gatewaysText<K extends keyof GatewaysWords>(key: K, ...args: Arguments<GatewaysWords[K]>): string {
  const words: GatewaysWords = language().toLowerCase().startsWith('de') ? gatewaysDe : gatewaysEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
