import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownSecrets, redacted, redacting } from '../../../gateway/running/redaction.ts';
import { AppError } from '../../../shared/errors.ts';

const none = new KnownSecrets();

describe('the log of a gateway', () => {
  it('never shows a registered secret, whatever stands around it and however many there are', () => {
    const secret = fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme' }).filter((text) => !/[‹›]/.test(text));
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('?code=', '"token":"', "pin: '", 'Bearer ', '\n', '://u:', '@'),
    );
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 5 }),
        fc.array(piece),
        fc.nat(),
        (secrets, pieces, at) => {
          const known = new KnownSecrets();
          for (const one of secrets) known.add(one);
          const message = pieces.map((text, i) => text + secrets[(at + i) % secrets.length]!).join('');
          const shown = redacted(message, known);
          // The mask itself aside: a secret may be a word of it.
          for (const one of secrets) expect(shown.split('‹secret›').some((part) => part.includes(one))).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['in an address', encodeURIComponent],
    ['in JSON', JSON.stringify],
    ['as basic credentials of its own', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64url', (text: string) => Buffer.from(text).toString('base64url')],
  ])('nor in the form that it has %s', (_, form) => {
    const value = 'a/"b" c+d?ö=';
    const known = new KnownSecrets();
    known.add(value);
    const shown = redacted(`before ${form(value)} after`, known);
    expect(shown).toMatch(/^before "?‹secret›"? after$/);
  });

  it.each([
    ['authorization: Bearer eyJhbGciOi.J9.x-_~', 'eyJhbGciOi'],
    ['Authorization: Basic Z2F0ZXdheTpwdw==', 'Z2F0ZXdheTpwdw'],
    ['Cookie: __Host-session=tokentoken; __Host-device=other', 'tokentoken'],
    ['Set-Cookie: __Host-session=tokentoken; Path=/', 'tokentoken'],
    ['answered __Host-device=tokentoken; Secure', 'tokentoken'],
    ['GET /api/access/oidc/callback?code=hunter22&state=x', 'hunter22'],
    ['GET /x?a=1&access_token=hunter22', 'hunter22'],
    ['connecting to http://gateway:hunter22@127.0.0.1:5984/', 'hunter22'],
    ['{"way":"pin","user":"attendant","pin":"4711"}', '4711'],
    ['{"password":"with \\"quotes\\" hunter22"}', 'hunter22'],
    ['{\\"password\\":\\"hunter22\\",\\"user\\":\\"attendant\\"}', 'hunter22'],
    ['{"password":"hunter22', 'hunter22'],
    ['clientSecret=hunter22', 'hunter22'],
    ['setupCode: K7QM2XWP', 'K7QM2XWP'],
    ['badge=0004711', '0004711'],
    ['-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----', 'MIGHAgEA'],
    ['cut off: -----BEGIN EC PRIVATE KEY-----\nMIGHAgEA', 'MIGHAgEA'],
    [inspect({ body: { way: 'pin', pin: '4711' }, headers: { authorization: 'Bearer abcdef' } }), '4711'],
    [inspect(Object.assign(new Error('x'), { options: { clientSecret: 'hunter22' } })), 'hunter22'],
  ])('shows nothing of %j', (message, secret) => {
    const shown = redacted(message, none);
    expect(shown).not.toContain(secret);
    expect(shown).toContain('‹secret›');
  });

  it('says who it was all the same', () => {
    expect(redacted('{"way":"pin","user":"attendant","pin":"4711","origin":"device-1"}', none)).toBe(
      '{"way":"pin","user":"attendant","pin":‹secret›,"origin":"device-1"}',
    );
  });

  it.each([
    'All lines are read.',
    'PORT="8080" is in use by another program. Stop it, or set PORT to another number.',
    'Line "line8" is not stored for now: the store is out of reach',
    'the store ended and is started again: exit code 7',
    'the store ended and is started again: exit code: 70',
    "{ errno: -28, code: 'ENOSPC', syscall: 'write' }",
    '{"code":"ERR_STREAM_PREMATURE_CLOSE"}',
    'problem code=STORE_UNREACHABLE status code: 503',
    'The PIN of "attendant" is wrong; 3 tries are left.',
    'Somebody used a code that is over. Tokens: 5; spin: 3; barcode: 4711',
    'a device at 10.0.0.7:51234 with the key device-7',
    'https://sign-on.plant.example/realms/plant cannot be reached: fetch failed',
  ])('leaves an ordinary message as it is: %s', (message) => {
    expect(redacted(message, none)).toBe(message);
  });

  it('leaves every message without marks as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z0-9 .,;"()]{0,30}$/)), (words) => {
        const message = words.join(' ').replace(/\b(bearer|basic)\b/gi, '');
        expect(redacted(message, none)).toBe(message);
      }),
    );
  });

  it('is quick with the longest messages', () => {
    const message = 'code:"'.repeat(20_000) + '-----BEGIN x'.repeat(20_000) + '://a:'.repeat(20_000);
    const before = process.cpuUsage();
    redacted(message, none);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1_000);
  });

  it('is written as it was, through the wrapper', () => {
    const written: string[] = [];
    const known = new KnownSecrets();
    known.add('hunter22');
    known.add('a');
    redacting((message) => written.push(message), known)(new AppError('USAGE', 'a hunter22 a').message);
    expect(written).toEqual(['a ‹secret› a']);
  });
});
