/** Words for a device that goes on with another gateway than its own. */
export const roamingEn = {
  from: (of: string) => `from the gateway of ${of}`,
  homeAwaySince: (home: string, time: string) => `gateway of ${home} out of reach since ${time}`,
  homeAway: (home: string) => `gateway of ${home} out of reach`,
  enrolledOnly: 'only enrolled devices can go on with the gateway of a line',
  lineUnheardSince: (line: string, time: string) => `${line}: its gateway has not been heard since ${time}`,
  lineUnheard: (line: string) => `${line}: its gateway is not heard`,
  lineElsewhereSince: (line: string, time: string) => `${line} as of ${time}: its gateway is out of reach`,
  lineElsewhere: (line: string) => `${line}: its gateway is out of reach`,
  needsHome: (home: string) =>
    `Signing on needs the gateway of ${home}, which is out of reach. At a station, names and PINs that were used there today still work.`,
};

export type RoamingWords = typeof roamingEn;
