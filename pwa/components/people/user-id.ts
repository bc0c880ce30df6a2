/** User ids: what a person types to sign on, suggested from the name. */
import type { TStringOptions } from 'typebox';
import { UserId } from '../../../shared/access/person.ts';

const { pattern = '', minLength: shortest = 0, maxLength: longest = 0 }: TStringOptions = { ...UserId };
const PATTERN = new RegExp(pattern);
/** What taking marks off letters does not turn into a–z. */
const LETTERS: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ł: 'l',
  đ: 'd',
};

export function isUserId(text: string): boolean {
  return text.length >= shortest && text.length <= longest && PATTERN.test(text);
}

/** `Jürgen Groß` → `juergen.gross`; with a number when that is taken; empty when the name has no such letters. */
export function suggestedUserId(name: string, isTaken: (user: string) => boolean): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøåłđ]/g, (letter) => LETTERS[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9-]+/g, '.')
    .replace(/^[^a-z]+|[.-]+$/g, '');
  if (plain.length < shortest) return '';
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : String(number);
    const user = plain.slice(0, longest - suffix.length) + suffix;
    if (isUserId(user) && !isTaken(user)) return user;
  }
}
