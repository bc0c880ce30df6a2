import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isUserId, suggestedUserId } from '../../../../pwa/components/people/user-id.ts';

const free = () => false;

describe('the user id that is suggested', () => {
  it.each([
    ['Adjuster Days', 'adjuster.days'],
    ['Prüfer Größe', 'pruefer.groesse'],
    ['Spüler O’Nöck-Łódź', 'spueler.onoeck-lodz'],
    ['  Åker  (Night shift) ', 'aaker.night.shift'],
    ['7 of 9', 'of.9'],
    ['夜班', ''],
    ['X', ''],
    ['Prototype', 'prototype2'],
  ])('for %s is "%s"', (name, user) => {
    expect(suggestedUserId(name, free)).toBe(user);
  });

  it('has a number when somebody has or had it', () => {
    const taken = new Set(['adjuster.days', 'adjuster.days2']);
    expect(suggestedUserId('Adjuster Days', (user) => taken.has(user))).toBe('adjuster.days3');
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
  it.each(['', 'a', '9a', 'Adjuster', 'a b', 'a/b', 'a'.repeat(41)])('is not "%s"', (user) =>
    expect(isUserId(user)).toBe(false),
  );
});
