/** Other gateways of the plant: the only places besides this one that a page of ours may ask, and whose pages may ask us. */
import type { Versions } from './versions.ts';

/** Origins, sorted; for CORS and for `connect-src` of the content security policy. */
export function enrolledGateways(versions: Pick<Versions, 'all'>): string[] {
  const enrolled = versions.all('gateway').filter(({ body }) => !body.revoked);
  return [...new Set(enrolled.map(({ body }) => body.origin))].sort();
}
