/** Where somebody who is on can go beside the lines, by what they may. */
import type { Right } from '../../shared/access/roles.ts';
import type { AccessData } from '../data/access.ts';
import { accessText as a } from '../locales/access.ts';

const LINKS = [
  { href: '/account', word: 'account', rights: [] },
  { href: '/people', word: 'people', rights: ['manage-people', 'unlock'] },
  { href: '/devices', word: 'devices', rights: ['manage-devices'] },
  // For whoever looks after something; nobody else needs the way.
  { href: '/gateways', word: 'gateways', rights: ['see-sources'] },
  { href: '/audit', word: 'audit', rights: ['see-audit'] },
] as const satisfies { rights: Right[]; [part: string]: unknown }[];

export function personLinks(access: AccessData): { href: string; text: string }[] {
  return LINKS.filter(({ rights }) => rights.length === 0 || rights.some((right) => access.may(right))).map(
    ({ href, word }) => ({ href, text: a(word) }),
  );
}
