/** What people may choose as a password or PIN: length counts, composition does not (NIST SP 800-63B), what everybody takes is refused. */
import { AppError } from '../../shared/errors.ts';

const SHORTEST = 10;

/** What is left of a password when digits and signs around it are taken away and look-alikes are read as letters. */
const COMMON_WORDS = new Set(
  `password passwort passw kennwort contrasena motdepasse parola welcome willkommen bienvenue letmein changeme
  changeit default secret geheim login admin administrator operator supervisor engineer planner quality manager lineside
  production factory machine maintenance qwerty qwertyuiop qwertyui qwertzuiop qwertz azerty azertyuiop asdfgh asdfghjkl
  zxcvbn zxcvbnm qazwsx qazwsxedc iloveyou sunshine princess football baseball basketball superman batman dragon
  monkey shadow master michael jennifer jordan hunter trustno starwars pokemon computer internet samsung charlie
  whatever freedom liverpool chelsea arsenal summer winter spring autumn january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday sunday hello test testtest
  guest user root abc abcd abcde abcdef abcdefgh abcdefghij temp temporary company plant`.split(/\s+/),
);
const LOOK_ALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

/** Throws REQUEST_INVALID that says what to do; never what was typed. */
export function checkPassword(password: string, user: string): void {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < SHORTEST) refuse(`A password needs at least ${SHORTEST} characters`);
  // A name of two letters is part of many a good password.
  if (user.length < 4 ? plain.replace(/[^\p{L}]/gu, '') === user : plain.includes(user))
    refuse('A password must not contain the user’s name');
  if (new Set(plain).size < 5) refuse('A password needs at least 5 different characters');
  if (isCommon(plain)) refuse('Everybody tries that password first');
}

/** Throws REQUEST_INVALID. */
export function checkPin(pin: string): void {
  const steps = [...pin].slice(1).map((digit, i) => (10 + Number(digit) - Number(pin[i])) % 10);
  const [first = 0] = steps;
  if ([0, 1, 9].includes(first) && steps.every((step) => step === first))
    refuse('Everybody tries equal or consecutive digits first');
}

/** Also a common word written twice, or with the years and signs that people put around it. */
function isCommon(plain: string): boolean {
  const isRun = [...plain].slice(1).every((character, i) => {
    const step = character.codePointAt(0)! - plain.codePointAt(i)!;
    return step === 1 || step === -1 || step === -9 || step === 9;
  });
  if (isRun) return true;
  const read = (text: string) => text.replace(/[013457@$]/g, (sign) => LOOK_ALIKES[sign]!).replace(/[^\p{L}]/gu, '');
  const cut = plain.replace(/^[^\p{L}@$]+|[^\p{L}]+$/gu, '');
  return [read(plain), read(cut), cut.replace(/[^\p{L}]/gu, '')].some((word) => {
    const once = word.slice(0, word.length / 2);
    return COMMON_WORDS.has(word) || (COMMON_WORDS.has(once) && word === once.repeat(2));
  });
}

function refuse(why: string): never {
  throw new AppError('REQUEST_INVALID', `${why}; choose another.`);
}
