/** What is copied between a line's gateway and its plant, in words. Times in ms. */
import { databaseName, type DatabaseName } from '../../shared/documents/database-names.ts';
import type { Direction, ReplicationStatus } from '../../shared/replication/protocol.ts';
import type { CopyGroup, CopyRow } from '../components/gateways/ls-copy-list.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { monthName } from '../locales/gateways-month.ts';
import { whenText } from './gateways-clock.ts';

export interface AroundCopies {
  /** Id of the gateway that answered. */
  self: string;
  /** Names by id. */
  gateways: ReadonlyMap<string, string>;
  lines: ReadonlyMap<string, string>;
  zone: string;
  now: number;
}

type Copy = ReplicationStatus['databases'][number];

const ORDER: Record<DatabaseName['kind'], number> = { facts: 0, series: 1, plan: 2, audit: 3, config: 4 };

/** To the plant and from it; what is under way, refused or of the newest month is shown, the rest is only counted. */
export function copyGroups(databases: readonly Copy[], around: AroundCopies): CopyGroup[] {
  return (['push', 'pull'] as const).flatMap((direction) => {
    const copies = databases.filter((copy) => copy.direction === direction).sort(byKindThenNewest);
    if (copies.length === 0) return [];
    const newest = new Map(copies.toReversed().map(({ name }) => [sortOf(name), name] as const));
    const isShown = (copy: Copy) => !copy.current || copy.denied > 0 || newest.get(sortOf(copy.name)) === copy.name;
    const row = (copy: Copy) => rowOf(copy, around);
    const rest = copies.filter((copy) => !isShown(copy)).map(row);
    return [
      {
        title: g(direction === 'push' ? 'toPlant' : 'fromPlant'),
        shown: copies.filter(isShown).map(row),
        rest,
        restSays: g(direction === 'push' ? 'moreCurrent' : 'moreCurrentPull', rest.length),
      },
    ];
  });
}

/** `Facts of Line 8, November 2026`; with its gateway when that is another. What is not known keeps its own name. */
export function databaseText(name: string, { self, gateways, lines }: Omit<AroundCopies, 'zone' | 'now'>): string {
  const of = databaseName(name);
  if (!of) return name;
  const what = whatOf(of, lines, of.gateway === self);
  return of.gateway === self ? what : g('ofGateway', what, gateways.get(of.gateway) ?? of.gateway);
}

function whatOf(of: DatabaseName, lines: ReadonlyMap<string, string>, isOwn: boolean): string {
  switch (of.kind) {
    case 'facts':
    case 'series':
      return g(of.kind, lines.get(of.line) ?? of.line, monthName(of.month));
    case 'plan':
    case 'audit':
      return g(of.kind, monthName(of.month));
    case 'config':
      return g(isOwn ? 'config' : 'configPeople');
  }
}

function rowOf(copy: Copy, around: AroundCopies): CopyRow {
  const { name, direction, lastAt, verifiedAt, denied } = copy;
  const when = (at: number) => whenText(at, around.zone, around.now);
  const isPush = direction === 'push';
  const times = [
    lastAt === null ? g(isPush ? 'neverSent' : 'neverFetched') : g(isPush ? 'lastSent' : 'lastFetched', when(lastAt)),
    ...(verifiedAt === null ? [] : [g('verified', when(verifiedAt))]),
  ];
  return {
    name,
    what: databaseText(name, around),
    says: stateOf(copy, direction),
    waits: !copy.current || denied > 0,
    times: times.join(' · '),
    denied: denied > 0 ? g('deniedCount', denied) : null,
  };
}

function stateOf({ current, waiting, denied }: Copy, direction: Direction): string {
  if (current && denied > 0) return g('currentBut');
  if (current) return g(direction === 'push' ? 'current' : 'currentPull');
  if (waiting !== null && waiting > 0) return g('waiting', waiting);
  return g(direction === 'push' ? 'waitingUnknown' : 'waitingUnknownPull');
}

/** All months of it are one sort. */
function sortOf(name: string): string {
  const of = databaseName(name);
  return of && 'month' in of ? name.slice(0, -of.month.length) : name;
}

function byKindThenNewest(a: Copy, b: Copy): number {
  const [one, other] = [databaseName(a.name), databaseName(b.name)];
  const kind = (of: DatabaseName | null) => (of ? ORDER[of.kind] : Infinity);
  const month = (of: DatabaseName | null) => (of && 'month' in of ? of.month : '');
  return kind(one) - kind(other) || month(other).localeCompare(month(one)) || a.name.localeCompare(b.name);
}
