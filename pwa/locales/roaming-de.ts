import type { RoamingWords } from './roaming-en.ts';

export const roamingDe: RoamingWords = {
  from: (of) => `vom Gateway von ${of}`,
  homeAwaySince: (home, time) => `Gateway von ${home} nicht erreichbar seit ${time}`,
  homeAway: (home) => `Gateway von ${home} nicht erreichbar`,
  enrolledOnly: 'nur aufgenommene Geräte können mit dem Gateway einer Linie weiterarbeiten',
  lineUnheardSince: (line, time) => `${line}: von ihrem Gateway nichts gehört seit ${time}`,
  lineUnheard: (line) => `${line}: von ihrem Gateway ist nichts zu hören`,
  lineElsewhereSince: (line, time) => `${line}, Stand ${time}: ihr Gateway ist nicht erreichbar`,
  lineElsewhere: (line) => `${line}: ihr Gateway ist nicht erreichbar`,
  needsHome: (home) =>
    `Zum Anmelden wird das Gateway von ${home} gebraucht; es ist nicht erreichbar. An einer Station gelten Namen und PINs noch, die dort heute benutzt wurden.`,
};
