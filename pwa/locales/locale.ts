/** The language of this device and its words: `t('notSent', 3)`. */
import { de } from './de.ts';
import { en, type Messages } from './en.ts';

const LANGUAGES: Record<string, Messages> = { en, de };

/** The first of the wanted languages that there are words for; its full tag (`de-CH`) also decides how numbers look. */
export function chooseLanguage(wanted: readonly string[]): string {
  return wanted.find((tag) => tag.slice(0, 2).toLowerCase() in LANGUAGES) ?? 'en';
}

let tag = chooseLanguage(navigator.languages ?? [navigator.language]);

/** Language tag in use. */
export function language(): string {
  return tag;
}

/** Replaces the device's choice; what is on the screen changes with its next render. */
export function useLanguage(wanted: readonly string[]): void {
  tag = chooseLanguage(wanted);
}

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function t<K extends keyof Messages>(key: K, ...args: Arguments<Messages[K]>): string {
  const message = (LANGUAGES[tag.slice(0, 2).toLowerCase()] ?? en)[key] as string | ((...args: unknown[]) => string);
  return typeof message === 'string' ? message : message(...args);
}
