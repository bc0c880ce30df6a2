/** Codes that people read to each other, write down and type: no character is mistaken for another, case does not matter. */
import { randomInt } from 'node:crypto';

/** 32 characters, without I, O, 0 and 1: 5 bits each. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 60 bits as `ABCD-EFGH-JKLM`. */
export function makeCode(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}

/** What was meant, whatever was typed around it. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '');
}
