/** What several gateways wrote about one line: the one that reads it, those that did before, the plant. */
import { databaseName } from '../../shared/documents/database-names.ts';
import { utcMonth } from '../../shared/documents/document.ts';
import type { Store } from './store.ts';

/** Databases of the months that touch `[from, to)`, whoever wrote them, sorted; -Infinity and Infinity = no end. */
export async function lineDatabases(
  store: Pick<Store, 'databases'>,
  kind: 'facts' | 'series',
  line: string,
  { from, to }: { from: number; to: number },
): Promise<string[]> {
  const first = from === -Infinity ? '' : utcMonth(Math.max(0, from));
  const last = to === Infinity ? '~' : utcMonth(Math.max(0, to - 1));
  return (await store.databases(`${kind}_`)).filter((name) => {
    const of = databaseName(name);
    return of?.kind === kind && of.line === line && of.month >= first && of.month <= last;
  });
}
