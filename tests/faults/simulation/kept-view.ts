/** Rows that a device keeps, as far as the app asks its database for them when it tidies up. */
import type { StoredRow, ViewCollections } from '../../../pwa/data/collections.ts';

type Asked = Pick<ViewCollections, 'hours' | 'plan'>;
type Rows = ReadonlyMap<string, StoredRow<object>>;

export function keptView({ hours, plan }: { hours: Rows; plan: Rows }): Asked {
  return { hours: byIds(hours), plan: byIds(plan) } as unknown as Asked;
}

function byIds(rows: Rows) {
  const found = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const stored = rows.get(id);
      return stored ? [[id, { toJSON: () => stored }] as const] : [];
    });
  return { findByIds: (ids: string[]) => ({ exec: () => Promise.resolve(new Map(found(ids))) }) };
}
