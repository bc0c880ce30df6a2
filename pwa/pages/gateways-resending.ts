/** Rows that the plant refused, sent once more, and what came of each. */
import type { DeniedRow } from '../../shared/replication/protocol.ts';
import type { DeniedShown } from '../components/gateways/ls-denied-rows.ts';
import type { Told } from '../data/asking.ts';
import type { PlantGatewaysData } from '../data/plant-gateways.ts';
import { gatewaysText as g } from '../locales/gateways.ts';

/** By key of the row. A row that was taken is kept: it is no longer on the gateway's list. */
export type Resent = ReadonlyMap<string, { row: DeniedRow; again: NonNullable<DeniedShown['again']> }>;

export function keyOf({ database, id }: Pick<DeniedRow, 'database' | 'id'>): string {
  return `${database}/${id}`;
}

/** One question per database. Of a database that gets no answer the rows say so, and the rest goes on. */
export async function resend(
  data: Pick<PlantGatewaysData, 'resend'>,
  rows: readonly DeniedRow[],
): Promise<Told<Resent>> {
  const resent = new Map<string, { row: DeniedRow; again: NonNullable<DeniedShown['again']> }>();
  for (const [database, of] of Map.groupBy(rows, (row) => row.database)) {
    const told = await data.resend(
      database,
      of.map(({ id }) => id),
    );
    const refused = new Map(told.ok ? told.value.denied.map((row) => [row.id, row]) : []);
    for (const row of of) {
      const again = refused.get(row.id);
      const outcome = !told.ok
        ? { taken: false, text: told.detail ?? g('notAnswered') }
        : again
          ? { taken: false, text: g('refusedAgain') }
          : { taken: true, text: g('takenNow') };
      resent.set(keyOf(row), { row: again ?? row, again: outcome });
    }
  }
  return { ok: true, value: resent };
}
