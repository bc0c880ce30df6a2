/** What came of a try to get in, in words. */
import type { AccessResult } from '../data/access.ts';
import { accessText as a } from '../locales/access.ts';
import { duration } from '../locales/format.ts';
import { roamingText } from '../locales/roaming.ts';

type Wrong = 'wrong' | 'wrongPin' | 'wrongBadge' | 'wrongCode';

/** Empty when it went well. `station`: PINs may work out of reach. */
export function resultWords(result: AccessResult, wrong: Wrong, station = false): string {
  switch (result.kind) {
    case 'ok':
      return '';
    case 'wrong':
      return a(wrong);
    case 'throttled':
      return a('throttled', duration(result.seconds * 1000));
    case 'out-of-reach':
      return a(station ? 'outOfReach' : 'outOfReachElse');
    case 'needs-home':
      return roamingText('needsHome', result.home);
    case 'refused':
      return result.why ?? a('refused');
  }
}

const SSO_WORDS = {
  'not-a-member': 'ssoNotMember',
  disabled: 'ssoDisabled',
  unreachable: 'ssoUnreachable',
} as const;

/** Why the plant's sign-on server let nobody in; empty when it was not asked. */
export function ssoWords(why: string): string {
  if (why === '') return '';
  return a(why in SSO_WORDS ? SSO_WORDS[why as keyof typeof SSO_WORDS] : 'ssoFailed');
}
