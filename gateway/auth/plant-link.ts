/** What a line's gateway knows of its plant: where it is, by which CA it is known, and the token that the plant gave out. */
import type { SecretFiles } from './secret-files.ts';

const FILE = 'plant.json';

export interface PlantLink {
  gateway: string;
  name: string;
  /** `https://plant.local`; plain HTTP on the same machine only. */
  origin: string;
  token: string;
  /** PEM of a certificate that must be in its chain, not always the topmost (see `trusting`); null = plain HTTP on this machine. */
  ca: string | null;
}

/** null = no plant was joined. */
export async function readPlantLink(secrets: Pick<SecretFiles, 'read'>): Promise<PlantLink | null> {
  const text = await secrets.read(FILE);
  return text === null ? null : (JSON.parse(text) as PlantLink);
}

export function keepPlantLink(secrets: Pick<SecretFiles, 'write'>, link: PlantLink): Promise<void> {
  return secrets.write(FILE, JSON.stringify(link));
}
