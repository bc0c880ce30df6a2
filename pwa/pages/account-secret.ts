/** What a new password or PIN must be, from the schema that the gateway checks it by. */
import type { TStringOptions } from 'typebox';
import { NewPassword, Pin } from '../../shared/access/protocol.ts';

const { minLength: shortest = 0, maxLength: longest = 0 }: TStringOptions = { ...NewPassword };
const { pattern: digits = '' }: TStringOptions = { ...Pin };
const DIGITS = new RegExp(digits);

/** Characters. */
export const SHORTEST_PASSWORD = shortest;
export const LONGEST_PASSWORD = longest;

export function isNewPassword(text: string): boolean {
  return text.length >= shortest && text.length <= longest;
}

export function isPin(text: string): boolean {
  return DIGITS.test(text);
}
