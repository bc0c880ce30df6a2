/** Words of the page about this device, apart from the shop floor's, which every device loads first. */
import { language } from './locale.ts';
import { syncDe } from './sync-de.ts';
import { syncEn, type SyncWords } from './sync-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function syncText<K extends keyof SyncWords>(key: K, ...args: Arguments<SyncWords[K]>): string {
  const words = language().toLowerCase().startsWith('de') ? syncDe : syncEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
