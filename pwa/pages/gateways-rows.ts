/** The plant's gateways in words, and which of them somebody should look at. */
import type { GatewayView } from '../../shared/replication/protocol.ts';
import type { GatewayRow, Says } from '../components/gateways/ls-gateway-list.ts';
import { duration, number, percent } from '../locales/format.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { clockText, whenText } from './gateways-clock.ts';

/** A gateway says something every 5 s; who has not for so long is silent, ms. */
const HEARD_FOR_MS = 30_000;
const NEARLY_FULL = 0.9;

export interface AroundGateways {
  /** Names by id. */
  lines: ReadonlyMap<string, string>;
  /** Of the gateway that answered; null = not known. */
  version: string | null;
  /** It answers now: ages may pass for present ones. */
  reachable: boolean;
  zone: string;
  now: number;
}

/** Those that need somebody first, revoked ones last. */
export function gatewayRows(gateways: readonly GatewayView[], around: AroundGateways): GatewayRow[] {
  const names = new Map(gateways.map(({ id, name }) => [id, name]));
  const rank = (row: GatewayRow) =>
    row.isSelf ? 0 : row.revoked ? 4 : row.refused !== null ? 1 : needsLook(row) ? 2 : 3;
  return gateways
    .map((gateway) => rowOf(gateway, names, around))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }));
}

export function needsLook(row: GatewayRow): boolean {
  const facts = [row.heard, row.clock, row.version, row.used];
  return row.refused !== null || row.foreign.length > 0 || facts.some((says) => says?.wrong);
}

/** It said something lately. */
export function isHeard({ lastHeardAt }: Pick<GatewayView, 'lastHeardAt'>, now: number): boolean {
  return lastHeardAt !== null && now - lastHeardAt <= HEARD_FOR_MS;
}

/** `Line 8, Line 9`; a line that is not known here keeps its id. */
export function lineNames(ids: readonly string[], lines: AroundGateways['lines']): string {
  return ids.map((id) => lines.get(id) ?? id).join(', ');
}

function rowOf(gateway: GatewayView, names: ReadonlyMap<string, string>, around: AroundGateways): GatewayRow {
  const { id, name, origin, role, revoked, lines, replaces, self, refusedRows, refusedLines } = gateway;
  const nameOf = (other: string) => names.get(other) ?? other;
  const line = (of: string) => lineNames([of], around.lines);
  const isSilent = self || revoked;
  return {
    ...{ id, name, origin, role, revoked, isSelf: self },
    lines: lines.length === 0 ? g('noLines') : lineNames(lines, around.lines),
    replaces: replaces.length === 0 ? null : g('replaces', replaces.map(nameOf).join(', ')),
    heard: isSilent ? null : heardText(gateway, around),
    clock: isSilent ? null : clockText(gateway.clockOffsetMs),
    version: revoked ? null : versionText(self ? around.version : gateway.version, around.version),
    used: self ? null : usedText(gateway),
    refused: refusedRows > 0 && !revoked ? g('refusedRows', refusedRows) : null,
    foreign: isSilent
      ? []
      : refusedLines.map(({ line: id, boundTo }) =>
          boundTo === '' ? g('foreignFree', line(id)) : g('foreignLine', line(id), nameOf(boundTo)),
        ),
  };
}

function heardText(gateway: GatewayView, { reachable, zone, now }: AroundGateways): Says {
  const { lastHeardAt: at } = gateway;
  if (at === null) return { text: g('neverHeard'), wrong: true };
  const when = whenText(at, zone, now);
  // Whether it is silent nobody knows who cannot ask.
  if (!reachable) return { text: g('heardAt', when), wrong: false };
  if (!isHeard(gateway, now)) return { text: g('silentSince', when), wrong: true };
  return { text: g('heardAgo', duration(Math.max(1_000, now - at))), wrong: false };
}

function versionText(version: string | null, own: string | null): Says {
  if (version === null) return { text: g('versionUnknown'), wrong: false };
  if (own === null || version === own) return { text: version, wrong: false };
  return { text: `${version}: ${g('versionOther', own)}`, wrong: true };
}

function usedText({ usedBytes, mostBytes }: GatewayView): GatewayRow['used'] {
  if (usedBytes === null || mostBytes === null || mostBytes <= 0) return null;
  const share = usedBytes / mostBytes;
  const wrong = share >= NEARLY_FULL;
  const text = g(
    'usedOf',
    sizeText(usedBytes),
    sizeText(mostBytes),
    share > 0 && share < 0.01 ? g('underOne') : percent(share, 0),
  );
  return { share, wrong, text: wrong ? `${text}: ${g('usedFull')}` : text };
}

/** `0.4 MB`, `12 MB`, `2.1 GB` */
function sizeText(bytes: number): string {
  const mb = bytes / 1_000_000;
  return mb >= 1_000 ? `${number(mb / 1_000, 1)}\u00a0GB` : `${number(mb, mb < 10 ? 1 : 0)}\u00a0MB`;
}
