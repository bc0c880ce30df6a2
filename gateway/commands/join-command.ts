/** `npx lineside join`: while no gateway runs here; the next start uses what was learnt, a token of the plant or a CA. */
import type { PlantDefinition } from '../../shared/equipment.ts';
import { IdentityKey } from '../auth/identity-key.ts';
import { SecretFiles } from '../auth/secret-files.ts';
import type { Config } from '../config.ts';
import { DataDirectory } from '../disk/data-directory.ts';
import { machineNames } from '../plant/own-names.ts';
import { joinPlant, type JoinParts } from '../tls/join.ts';
import { openTls } from '../tls/open-tls.ts';
import { originOf, type PublicNames } from '../tls/public-names.ts';

export interface JoinCommandParts {
  config: Config;
  dataDir: string;
  plant: PlantDefinition;
  pid: number;
  now: () => number;
  monotonic: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

/** Answers what to tell whoever typed it. Rejects with USAGE, TLS_INVALID or DATA_DIR_UNUSABLE. */
export async function joinCommand(
  parts: JoinCommandParts,
  asked: Pick<JoinParts, 'origin' | 'code' | 'fingerprint'>,
): Promise<string> {
  const { config, dataDir, pid } = parts;
  const { plant, lines } = parts.plant;
  const { role, tls, port } = config;
  const directory = await DataDirectory.open(dataDir, pid);
  try {
    const secrets = await SecretFiles.open(dataDir);
    const { publicKey: key } = await IdentityKey.open(secrets);
    const joined = await joinPlant({
      ...{ ...asked, secrets, ownCertificate: tls?.from === 'own' },
      self: {
        ...{ gateway: directory.gateway, role, name: plant.name, key },
        origin: tls ? originOf(await namesToTell(parts, secrets), port) : `http://localhost:${port}`,
        lines: role === 'plant' ? [] : lines.map(({ id }) => id),
      },
    });
    const certificate = joined.tookCa ? 'Its certificate comes from the same plant' : 'Its certificate stays as it is';
    const sends = joined.isPlant ? ', and what it reads goes to that plant' : '';
    return `"${joined.name}" is joined. Start this gateway now. ${certificate}${sends}.`;
  } finally {
    await directory.release();
  }
}

/** By which the next start will be known. */
async function namesToTell(parts: JoinCommandParts, secrets: SecretFiles): Promise<PublicNames> {
  const { tls, publicNames, host } = parts.config;
  const machine = machineNames(host);
  if (tls?.from !== 'files') return publicNames ?? machine;
  const { now, monotonic, log, bug } = parts;
  const settings = { settings: tls, names: publicNames, machineNames: () => machine };
  return (await openTls({ ...settings, secrets, now, monotonic, log, bug })).names();
}
