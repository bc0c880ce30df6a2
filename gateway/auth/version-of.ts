/** A stored document as a version of somebody or something. What another gateway wrote is taken for nothing that it is not. */
import { Value } from 'typebox/value';
import { CredentialBody, DeviceBody, GatewayBody, PersonBody } from '../../shared/access/person.ts';
import { Configuration, configurationId } from '../../shared/documents/configuration.ts';
import type { StoredDocument } from '../store/store.ts';

export interface BodyOf {
  person: PersonBody;
  credential: CredentialBody;
  device: DeviceBody;
  gateway: GatewayBody;
}
export type VersionedKind = keyof BodyOf;
export const VERSIONED_KINDS = ['person', 'credential', 'device', 'gateway'] as const satisfies VersionedKind[];

const BODIES = { person: PersonBody, credential: CredentialBody, device: DeviceBody, gateway: GatewayBody };

export interface Version<K extends VersionedKind> {
  /** `cfg:<kind>:<entity>:<validFrom>:<hash>`: of two versions the later one sorts after the other. */
  id: string;
  entity: string;
  /** Shared: it is not to be changed. */
  body: Readonly<BodyOf[K]>;
  /** When this version came, ms. */
  validFrom: number;
  /** When the first version came, ms. */
  firstFrom: number;
  /** Kept by the plant's gateway, not by this one. */
  ofPlant: boolean;
}

/** null = it is no such version. Fields that only a newer gateway knows are left out. */
export function versionOf<K extends VersionedKind>(
  kind: K,
  document: StoredDocument,
  ofPlant: boolean,
): Version<K> | null {
  if (!Value.Check(Configuration, document) || document.kind !== kind) return null;
  const { _id: id, entity, validFrom, hash } = document;
  const body = Value.Clean(BODIES[kind], structuredClone(document.body));
  if (!Value.Check(BODIES[kind], body) || id !== configurationId(kind, entity, validFrom, hash)) return null;
  return { id, entity, body: body as BodyOf[K], validFrom, firstFrom: validFrom, ofPlant };
}
