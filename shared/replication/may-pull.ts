/** What a gateway may read at its plant: by the name of the database and what the plant says of the gateway. */
import { databaseName, type DatabaseName } from '../documents/database-names.ts';

export interface Reader {
  gateway: string;
  /** Bound to it. */
  lines: readonly string[];
  /** Gateways whose place it took. */
  replaces: readonly string[];
}

/** null = not for it. `news` goes on changing; `rebuild` is what gateways before it wrote about its lines. */
export function pullOf(name: DatabaseName, reader: Reader): 'news' | 'rebuild' | null {
  // What it wrote itself it has, or it is another gateway.
  if (name.gateway === reader.gateway) return null;
  const isFormer = reader.replaces.includes(name.gateway);
  switch (name.kind) {
    case 'config':
    case 'plan':
      return 'news';
    case 'facts':
      if (!reader.lines.includes(name.line)) return null;
      return isFormer ? 'rebuild' : 'news';
    case 'series':
      return isFormer && reader.lines.includes(name.line) ? 'rebuild' : null;
    case 'audit':
      return null;
  }
}

/** Of all names those that it may read, each in the order in which they are best pulled. */
export function offeredTo(
  reader: Reader,
  plant: string,
  names: readonly string[],
): Record<'news' | 'rebuild', string[]> {
  const offered: Record<'news' | 'rebuild', { database: string; name: DatabaseName }[]> = { news: [], rebuild: [] };
  for (const database of names) {
    const name = databaseName(database);
    const pull = name && pullOf(name, reader);
    if (pull) offered[pull].push({ database, name });
  }
  const sorted = (databases: { database: string; name: DatabaseName }[]) =>
    databases.sort((a, b) => order(a.name, b.name, plant)).map(({ database }) => database);
  return { news: sorted(offered.news), rebuild: sorted(offered.rebuild) };
}

const FIRST_KINDS = ['config', 'plan', 'facts', 'series', 'audit'] as const;

/** Who counts first, then the newest month, and of a month what is small. */
function order(a: DatabaseName, b: DatabaseName, plant: string): number {
  const rank = (name: DatabaseName): (string | number)[] => [
    name.kind === 'config' ? 0 : 1,
    'month' in name ? -Number(name.month.replace('_', '')) : 0,
    FIRST_KINDS.indexOf(name.kind),
    name.gateway === plant ? 0 : 1,
    name.gateway,
    'line' in name ? name.line : '',
  ];
  const [one, other] = [rank(a), rank(b)];
  const at = one.findIndex((value, i) => value !== other[i]);
  return at < 0 ? 0 : one[at]! < other[at]! ? -1 : 1;
}

/** Of a foreign configuration: who people are elsewhere is nobody's business, and what they sign on with even less. */
const OF_PEOPLE = ['person', 'credential', 'device', 'gateway'];

/** Whether a row of the database goes to other gateways. Of `plant` all does: its people may sign on at its lines. */
export function mayBeGiven(name: DatabaseName, plant: string, id: string): boolean {
  if (name.kind !== 'config' || name.gateway === plant) return true;
  return !OF_PEOPLE.some((kind) => id.startsWith(`cfg:${kind}:`));
}
