/** What is told the plant when lines are bound, and when a gateway takes the place of a lost one. */
import type { GatewayChange } from '../../shared/access/gateway-protocol.ts';
import type { GatewayView } from '../../shared/replication/protocol.ts';
import type { GatewayEdits } from '../components/gateways/ls-gateway-edit.ts';
import type { LineChoice } from '../components/gateways/taken-lines.ts';
import type { NotDone, Told } from '../data/asking.ts';
import type { PlantGatewaysData } from '../data/plant-gateways.ts';

export function changeOf({ name, lines, revoked, replaces }: GatewayView, edits: Partial<GatewayEdits>): GatewayChange {
  return { name, lines, revoked, replaces, ...edits };
}

/** Out for good. Its lines are bound to nobody. */
export function revokedOf(gateway: GatewayView): GatewayChange {
  return { ...changeOf(gateway, {}), lines: [], revoked: true };
}

/** Every line that is known of, by name, with the other gateway that has it. */
export function lineChoices(
  { id: self }: GatewayView,
  gateways: readonly GatewayView[],
  names: ReadonlyMap<string, string>,
): LineChoice[] {
  const owners = new Map(
    gateways
      .filter(({ id, revoked }) => id !== self && !revoked)
      .flatMap((one) => one.lines.map((line) => [line, one])),
  );
  const said = gateways.flatMap(({ lines, refusedLines }) => [...lines, ...refusedLines.map(({ line }) => line)]);
  return [...new Set([...names.keys(), ...said])]
    .map((id) => {
      const owner = owners.get(id);
      return { id, name: names.get(id) ?? id, owner: owner ? { id: owner.id, name: owner.name } : null };
    })
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

/** Lines that go from the former gateway to the one that takes its place; what a third got meanwhile stays there. */
export function givenOn(gateway: GatewayView, former: GatewayView, gateways: readonly GatewayView[]): string[] {
  const others = gateways.filter(({ id, revoked }) => !revoked && id !== gateway.id && id !== former.id);
  return former.lines.filter((line) => !others.some(({ lines }) => lines.includes(line)));
}

/** `half`: it has the lines, and the former one is not revoked. */
export type TookPlace = { whole: true } | { whole: false; failure: NotDone };

/**
 * The lines first: were the former one revoked first and the rest failed, nobody would speak for them. What that one took
 * the place of before counts for this one, too. Doing it again after half of it does the rest.
 */
export async function takePlace(
  data: Pick<PlantGatewaysData, 'change'>,
  gateway: GatewayView,
  former: GatewayView,
  gateways: readonly GatewayView[],
): Promise<Told<TookPlace>> {
  const lines = [...new Set([...gateway.lines, ...givenOn(gateway, former, gateways)])];
  const before = [...gateway.replaces, ...former.replaces, former.id].filter((id) => id !== gateway.id);
  const given = await data.change(gateway.id, { ...changeOf(gateway, { lines }), replaces: [...new Set(before)] });
  if (!given.ok) return given;
  if (former.revoked) return { ok: true, value: { whole: true } };
  const revoked = await data.change(former.id, revokedOf(former));
  return { ok: true, value: revoked.ok ? { whole: true } : { whole: false, failure: revoked } };
}
