import { hash, parseOptions } from '@node-rs/argon2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pepper } from '../../../gateway/auth/pepper.ts';
import { SecretFiles } from '../../../gateway/auth/secret-files.ts';
import { checkPassword, checkPin } from '../../../gateway/auth/secret-rules.ts';
import { asking, failure, PASSWORD, PIN, plantWithPeople, stranger } from './plant-with-people.ts';

const byPassword = (password: string) => ({ way: 'password' as const, user: 'assembler', password });

async function annIsOn() {
  const here = await plantWithPeople();
  await here.add('assembler');
  const { token } = await here.access.signOn.signOn(byPassword(PASSWORD), stranger());
  const principal = here.access.principal({ session: token, device: null, bearer: null, address: '192.0.2.66' });
  const change = (choice: { password: string } | { pin: string }, current: string) =>
    here.access.ownSecrets.change(choice, current, principal.person!, asking(principal, 'browser-1'));
  return { ...here, token, change };
}

describe('a person’s own password', () => {
  it('is changed by who knows the present one, and puts out whoever is on elsewhere', async () => {
    const { access, change, sessions, token, audit } = await annIsOn();
    const elsewhere = await access.signOn.signOn(byPassword(PASSWORD), asking(stranger().principal, 'browser-2'));
    await change({ password: 'entirely new words' }, PASSWORD);
    expect([token, elsewhere.token].map((each) => sessions.find(each) !== null)).toEqual([true, false]);
    expect(await failure(access.signOn.signOn(byPassword(PASSWORD), stranger()))).toBe('UNAUTHENTICATED');
    expect((await access.signOn.signOn(byPassword('entirely new words'), stranger())).person.user).toBe('assembler');
    expect(audit.of('credential-changed')).toMatchObject([
      { subject: 'assembler', user: 'assembler', new: { changed: ['password'] } },
    ]);
  });

  it('and PIN put out whoever is on at a station by the old PIN, and nobody who is on by password', async () => {
    const { access, change, sessions, token, device } = await annIsOn();
    const tablet = await device('tablet');
    const elsewhere = await access.signOn.signOn(byPassword(PASSWORD), asking(stranger().principal, 'browser-2'));
    const atTablet = await access.signOn.signOn({ way: 'pin', user: 'assembler', pin: PIN }, tablet.asking);
    await change({ pin: '8642' }, PASSWORD);
    const tokens = [token, elsewhere.token, atTablet.token];
    expect(tokens.map((each) => sessions.find(each) !== null)).toEqual([true, true, false]);
  });

  it('stays when the present one is wrong, and trying it is throttled like a sign-on', async () => {
    const { access, change } = await annIsOn();
    for (let n = 0; n < 5; n++) expect(await failure(change({ pin: '8642' }, 'a guess'))).toBe('UNAUTHENTICATED');
    expect(await failure(change({ pin: '8642' }, PASSWORD))).toBe('THROTTLED');
    expect(await access.credentials.isRight('assembler', 'pin', '8642', true)).toBe(false);
  });

  it('is right however a keyboard composes its letters', async () => {
    const { access, change } = await annIsOn();
    await change({ password: 'Stra\u00dfe nach M\u00fcnchen' }, PASSWORD);
    expect(await access.credentials.isRight('assembler', 'password', 'Stra\u00dfe nach Mu\u0308nchen', true)).toBe(
      true,
    );
  });

  it('is hashed anew when the costs rose since', async () => {
    const { access, versions, dataDir } = await annIsOn();
    const pepper = await Pepper.open(await SecretFiles.open(dataDir));
    const old = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, secret: pepper.keyFor('argon2') });
    const body = { ...versions.get('credential', 'assembler')!, password: old };
    await versions.add('credential', 'assembler', body, { origin: 'gw', user: null });
    await access.signOn.signOn(byPassword(PASSWORD), stranger());
    const now = versions.get('credential', 'assembler')!;
    expect(parseOptions(now.password!)).toMatchObject({
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
      algorithm: 2,
    });
    expect(now.pin).toBe(body.pin);
    expect((await access.signOn.signOn(byPassword(PASSWORD), stranger())).person.user).toBe('assembler');
  });

  it('cannot be tried on what is stored without the pepper, which is in no database', async () => {
    const { versions, memory } = await annIsOn();
    const other = await plantWithPeople({ memory });
    expect(await failure(other.access.signOn.signOn(byPassword(PASSWORD), stranger()))).toBe('UNAUTHENTICATED');
    expect(versions.get('credential', 'assembler')!.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('what one may choose', () => {
  const accepts = (check: () => void) => {
    try {
      check();
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'REQUEST_INVALID' });
      return false;
    }
  };

  it.each([
    'short one',
    'Password123!',
    'p@ssw0rd2026',
    'Welcome2026!!',
    'PasswordPassword',
    'qwertyuiop',
    'abcdefghij',
    '1234567890',
    '9876543210',
    'aaaaaaaaaaaa',
    'ababababababab',
    'jointer.doe and more',
    'Lineside2026',
  ])('refuses "%s" as a password', (password) => {
    expect(accepts(() => checkPassword(password, 'jointer.doe'))).toBe(false);
  });

  it.each(['correct horse battery', 'Vier Pouches am Band', 'x7#kQ9!mZp', 'пароль из пяти слов', 'zwölf Kästen Film'])(
    'takes "%s" as a password',
    (password) => {
      expect(accepts(() => checkPassword(password, 'jointer.doe'))).toBe(true);
    },
  );

  it('lets somebody with a short name use its letters in a longer password', () => {
    expect(accepts(() => checkPassword('halibut and corals', 'al'))).toBe(true);
    expect(accepts(() => checkPassword('al 1234567890', 'al'))).toBe(false);
  });

  it.each(['0000', '1234', '012345', '7890', '4321', '9876', '999999999999'])('refuses %s as a PIN', (pin) => {
    expect(accepts(() => checkPin(pin))).toBe(false);
  });

  it.each(['2580', '1357', '0070', '112233', '1243'])('takes %s as a PIN', (pin) => {
    expect(accepts(() => checkPin(pin))).toBe(true);
  });

  it('refuses few of the PINs that chance makes', () => {
    const pins = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));
    expect(pins.filter((pin) => !accepts(() => checkPin(pin)))).toHaveLength(30);
  });

  it('says what is wrong, never what was typed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 12 }), (typed) => {
        try {
          checkPassword(typed, 'jointer.doe');
        } catch (error) {
          expect((error as Error).message).not.toContain(`"${typed}"`);
        }
      }),
    );
  });
});
