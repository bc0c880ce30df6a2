import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isUserId, suggestedUserId } from '../../../../pwa/components/people/user-id.ts';

const free = () => false;

describe('the user id that is suggested', () => {
  it.each([
    ['Ada Lind', 'ada.lind'],
    ['Jürgen Groß', 'juergen.gross'],
    ['Zoë O’Brien-Łukasz', 'zoe.obrien-lukasz'],
    ['  Åsa  (Night shift) ', 'aasa.night.shift'],
    ['7 of 9', 'of.9'],
    ['李雷', ''],
    ['X', ''],
  ])('for %s is "%s"', (name, user) => {
    expect(suggestedUserId(name, free)).toBe(user);
  });

  it('has a number when somebody has or had it', () => {
    const taken = new Set(['ada.lind', 'ada.lind2']);
    expect(suggestedUserId('Ada Lind', (user) => taken.has(user))).toBe('ada.lind3');
  });

  it('is one, or there is none, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), fc.nat(20), (name, taken) => {
        const asked = new Set<string>();
        const user = suggestedUserId(name, (one) => asked.size < taken && asked.add(one).has(one));
        expect(user === '' || isUserId(user)).toBe(true);
      }),
    );
  });
});

describe('a user id', () => {
  it.each(['ad', 'a.b-c_9', 'a'.repeat(40)])('may be "%s"', (user) => expect(isUserId(user)).toBe(true));
  it.each(['', 'a', '9a', 'Ada', 'a b', 'a/b', 'a'.repeat(41)])('is not "%s"', (user) =>
    expect(isUserId(user)).toBe(false),
  );
});
