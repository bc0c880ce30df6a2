/** Where this device is when it is not at home, and whether somebody there speaks for a line. */
import { combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { GatewayReference, LineReference, LineRow } from '../../shared/sync/rows.ts';
import { speaksFor } from './gateways.ts';
import type { Away, Connection, LineData, LineLost } from './line-data.ts';

/** Where the device is, as people call it: by the names of lines, for gateways have none that anybody uses. */
export function awayAt(
  to: GatewayReference,
  from: { home: GatewayReference | null; homeHeardAt: number | null },
  lines: readonly Pick<LineReference, 'id' | 'name'>[],
): Away {
  const named = ({ role, name, lines: own }: GatewayReference) =>
    role === 'plant' ? name : own.map((id) => lines.find((line) => line.id === id)?.name ?? id).join(', ');
  const { id, role } = to;
  const home = from.home ? named(from.home) : '';
  return { gateway: id, name: named(to), role, lines: to.lines, home, homeHeardAt: from.homeHeardAt };
}

/** `now` = the row that is shown. Null = somebody speaks for the line, if the gateway is in reach at all. */
export function lineLost(line: string, now: LineRow | null, away: Away | null): LineLost | null {
  if (away && !speaksFor(away, line)) return { why: 'elsewhere', since: now?.at ?? null };
  return now?.gatewayLost ? { why: 'gateway', since: now.gatewayLost.since } : null;
}

/** Never looks live when nobody speaks for it. */
export function spokenFor(
  line$: Observable<LineData | null>,
  known$: Observable<Pick<Connection, 'away'>>,
): Observable<LineData | null> {
  const away$ = known$.pipe(
    map(({ away }) => away ?? null),
    distinctUntilChanged(),
  );
  return combineLatest([line$, away$]).pipe(
    map(([data, away]) => data && { ...data, lost: lineLost(data.line.id, data.now, away) }),
  );
}
