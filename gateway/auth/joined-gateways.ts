/**
 * What a gateway learnt when it joined another one, from the command that did it to the next start, which makes versions of
 * it; and what a plant says of itself, so that its lines know by which address and key it is known now.
 */
import type { GatewayBody } from '../../shared/access/person.ts';
import type { JoinAnswer } from '../../shared/access/gateway-protocol.ts';
import type { Audit } from '../audit/audit.ts';
import type { SecretFiles } from './secret-files.ts';
import type { Versions } from './versions.ts';

const FILE = 'joined.json';

export type JoinedGateway = Pick<JoinAnswer, 'gateway' | 'name' | 'origin' | 'role' | 'key'>;

export async function keepJoined(secrets: Pick<SecretFiles, 'read' | 'write'>, joined: JoinedGateway): Promise<void> {
  const others = (await read(secrets)).filter(({ gateway }) => gateway !== joined.gateway);
  await secrets.write(FILE, JSON.stringify([...others, joined]));
}

export interface RecordParts {
  secrets: Pick<SecretFiles, 'read' | 'write'>;
  versions: Pick<Versions, 'own' | 'add'>;
  audit: Audit;
  gateway: string;
}

/** Once. Rejects with STORE_UNREACHABLE; the next start tries again. */
export async function recordJoined({ secrets, versions, audit, gateway }: RecordParts): Promise<void> {
  const joined = await read(secrets);
  for (const { gateway: id, ...now } of joined) {
    const body = changed(versions.own('gateway', id)?.body ?? null, now);
    if (!body) continue;
    const { name, origin, role } = now;
    await audit.record({ what: 'gateway-joined', subject: id, user: null, device: null, new: { name, origin, role } });
    await versions.add('gateway', id, body, { origin: gateway, user: null });
  }
  if (joined.length > 0) await secrets.write(FILE, '[]');
}

/** A plant's own version; no new one while it says the same. */
export async function recordSelf(
  { versions }: Pick<RecordParts, 'versions'>,
  { gateway, ...now }: JoinedGateway,
): Promise<void> {
  const body = changed(versions.own('gateway', gateway)?.body ?? null, now);
  if (body) await versions.add('gateway', gateway, body, { origin: gateway, user: null });
}

/** null = that is what is known. */
function changed(known: Readonly<GatewayBody> | null, now: Omit<JoinedGateway, 'gateway'>): GatewayBody | null {
  const body: GatewayBody = { ...known, ...now, revoked: false };
  const told = ({ name, origin, role, key, revoked }: GatewayBody) =>
    JSON.stringify([name, origin, role, key?.x, key?.y, revoked]);
  return known && told(known) === told(body) ? null : body;
}

async function read(secrets: Pick<SecretFiles, 'read'>): Promise<JoinedGateway[]> {
  const kept: unknown = JSON.parse((await secrets.read(FILE)) ?? '[]');
  // Before plants there was one, without its key.
  return Array.isArray(kept) ? (kept as JoinedGateway[]) : [];
}
