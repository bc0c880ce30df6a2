/**
 * Keeps secrets out of the log, whoever wrote the message: values that are registered, exactly and in the forms in which
 * they travel, and what looks like one. A net below the rule that no message carries a secret, not instead of it.
 */
import { constants } from 'node:os';

const MASK = '‹secret›';
/** Shorter ones stand in ordinary words. */
const SHORTEST = 6;

/** Fields whose value nobody should read, whatever stands before them: `clientSecret`, `access_token`. */
const LONG_NAMES = '(?:password|passphrase|passwd|token|secret|authorization|pepper|verifier)';
/** The same, as words of their own or after a hump (`setupCode`): "barcode" and "spin" are none. */
const SHORT_NAMES = '(?:(?<![a-z])(?:pin|badge|code|cookie)|(?-i:(?<=[a-z])(?:Pin|Badge|Code|Cookie)))';
/** Quoted (also within quoted JSON, also cut off), or up to the next mark. */
const VALUE = String.raw`(?:\\"(?:[^"\\]|\\[^"])*(?:\\"|$)|"(?:[^"\\]|\\.?)*(?:"|$)|'(?:[^'\\]|\\.?)*(?:'|$)|[^\s"',;&)}\]‹]+)`;

const PEM = /-----BEGIN [^-\n]+-----[^]*?(?:-----END [^-\n]+-----|$)/g;
const SCHEME = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi;
const COOKIES = /\b((?:set-)?cookie)(["']?\s*:\s*["']?)[^"'\n]+/gi;
const HOST_COOKIE = /(__Host-[a-z]+)=[^;\s"']+/gi;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]*@/gi;
/** A colon or equals sign is what makes it a field and not a word. */
const NAMED = new RegExp(String.raw`((?:${LONG_NAMES}|${SHORT_NAMES})\\?["']?\s*[:=]\s*)(${VALUE})`, 'gi');

const SYSTEM_ERRORS: ReadonlySet<string> = new Set(Object.keys(constants.errno));

/** Values that must never be read by anybody: keys, tokens and passwords of this gateway. */
export class KnownSecrets {
  readonly #forms = new Set<string>();
  #pattern: RegExp | null = null;

  /** Shorter than 6 characters is no secret; such a value is not masked by itself. */
  add(value: string): void {
    if (value.length < SHORTEST) return;
    const base64 = Buffer.from(value).toString('base64');
    const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value.toWellFormed()), base64];
    for (const form of [...forms, base64.replace(/=+$/, ''), Buffer.from(value).toString('base64url')])
      this.#forms.add(form);
    // The longest first: a part of it may be another one.
    const all = [...this.#forms].sort((a, b) => b.length - a.length).map(escaped);
    this.#pattern = new RegExp(all.join('|'), 'g');
  }

  masked(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, MASK) : text;
  }
}

/** The same log, without secrets. Registered ones go first, so that no pattern cuts one in two. */
export function redacting(log: (message: string) => void, secrets: KnownSecrets): (message: string) => void {
  return (message) => log(redacted(message, secrets));
}

export function redacted(message: string, secrets: KnownSecrets): string {
  const text = secrets
    .masked(message)
    .replace(PEM, MASK)
    .replace(SCHEME, `$1 ${MASK}`)
    .replace(COOKIES, `$1$2${MASK}`)
    .replace(HOST_COOKIE, `$1=${MASK}`)
    .replace(USER_INFO, `$1${MASK}@`)
    .replace(NAMED, (whole: string, name: string, value: string) => (isHarmless(name, value) ? whole : name + MASK));
  // What was taken away may have brought two halves together.
  return secrets.masked(text);
}

/** As a part of a regular expression that means itself. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|\-/]/g, '\\$&');
}

/** `code: 'ENOENT'`, `code=ERR_STREAM_DESTROYED`, `exit code: 70`: what went wrong, and no secret. */
function isHarmless(name: string, value: string): boolean {
  const plain = value.replace(/^["'\\]+|["'\\]+$/g, '');
  if (!/code\b["'\\]*\s*[:=]\s*$/i.test(name)) return /^(null|undefined|true|false)?$/.test(plain);
  return /^\d{1,3}$/.test(plain) || /^[A-Z]+(_[A-Z0-9]+)+$/.test(plain) || SYSTEM_ERRORS.has(plain) || plain === 'null';
}
