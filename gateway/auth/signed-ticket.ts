/** Tickets as text: `base64url(JSON) "." base64url(signature)`. Any gateway of the plant that is not revoked may have signed one. */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Ticket } from '../../shared/access/protocol.ts';
import { DeviceId, UserId } from '../../shared/access/person.ts';
import { EntityId, Instant } from '../../shared/documents/document.ts';
import { isSignedBy, publicKeyOf } from './device-key.ts';
import type { IdentityKey } from './identity-key.ts';
import type { Versions } from './versions.ts';

/** Longer than any shift: `sessionHours` is 24 at most, and a gateway that was broken into must not say for ever. */
const LONGEST_MS = 24 * 3_600_000;

/** What counts of it: what the person may is what is known here. */
const Said = Type.Object({
  gateway: EntityId,
  user: UserId,
  device: DeviceId,
  notBefore: Instant,
  notAfter: Instant,
});
export type SignedTicket = Static<typeof Said>;

export interface TicketReaderParts {
  identity: Pick<IdentityKey, 'sign' | 'publicKey'>;
  /** Id of this gateway. */
  gateway: string;
  versions: Pick<Versions, 'get'>;
}

export function signTicket(identity: Pick<IdentityKey, 'sign'>, ticket: Ticket): string {
  const said = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${said}.${identity.sign(`ticket.${said}`)}`;
}

/** null = no gateway of the plant signed it. */
export function readTicket({ identity, gateway, versions }: TicketReaderParts, text: string): SignedTicket | null {
  const [said = '', signature = '', ...rest] = text.split('.');
  const ticket = rest.length > 0 ? null : parsed(said);
  if (!ticket || ticket.notAfter - ticket.notBefore > LONGEST_MS) return null;
  const other = ticket.gateway === gateway ? null : versions.get('gateway', ticket.gateway);
  const jwk = ticket.gateway === gateway ? identity.publicKey : other?.revoked ? null : other?.key;
  const key = jwk ? publicKeyOf(jwk) : null;
  return key && isSignedBy(key, `ticket.${said}`, signature) ? ticket : null;
}

function parsed(said: string): SignedTicket | null {
  try {
    const ticket: unknown = JSON.parse(Buffer.from(said, 'base64url').toString());
    return Value.Check(Said, ticket) ? ticket : null;
  } catch {
    return null;
  }
}
