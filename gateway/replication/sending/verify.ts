/** "Verified" = the plant was asked for each id. A checkpoint only says what was once sent. */
import type { Ask } from './exchange.ts';
import { ownRevisions } from './own-rows.ts';
import { PlantFailure } from './plant-failure.ts';

/** Ids of one question. */
const PAGE = 300;
const SHOWN = 100;

export interface Verification {
  /** Rows compared. */
  rows: number;
  /** Rows that the plant has not; those that it refused are among them. */
  missing: number;
  /** Some of them. */
  ids: string[];
}

/** Rejects with PlantFailure or AppError when it could not be told. */
export async function verify(database: string, { own, plant }: { own: Ask; plant: Ask }): Promise<Verification> {
  const verification: Verification = { rows: 0, missing: 0, ids: [] };
  for (let after = ''; ;) {
    const page = await ownRevisions(own, database, { after, limit: PAGE });
    const missing = page.length > 0 ? await missingOf(plant, database, page) : [];
    verification.rows += page.length;
    verification.missing += missing.length;
    verification.ids.push(...missing.slice(0, SHOWN - verification.ids.length));
    if (page.length < PAGE) return verification;
    after = page.at(-1)!.id;
  }
}

async function missingOf(
  plant: Ask,
  database: string,
  page: readonly { id: string; rev: string }[],
): Promise<string[]> {
  const asked = Object.fromEntries(page.map(({ id, rev }) => [id, [rev]]));
  const { status, json } = await plant({
    method: 'POST',
    path: `/${database}/_revs_diff`,
    body: JSON.stringify(asked),
  });
  if (status === 404) return Object.keys(asked);
  if (status !== 200 || typeof json !== 'object' || json === null || Array.isArray(json))
    throw new PlantFailure('fault', `The plant did not say which rows of "${database}" it has.`);
  return Object.keys(json).filter((id) => Object.hasOwn(asked, id));
}
