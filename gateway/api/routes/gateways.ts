/** Other gateways of the plant join it: they are given the CA that devices trust already. */
import type { GatewayBody } from '../../../shared/access/person.ts';
import { JoinQuestion, type JoinAnswer, type JoinCode } from '../../../shared/access/protocol.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Audit } from '../../audit/audit.ts';
import { fingerprintOf } from '../../tls/fingerprint.ts';
import type { JoinCodes } from '../../tls/join-codes.ts';
import { isPermitted, permittedBy } from '../../tls/name-constraints.ts';
import { caFiles, type PlantCa } from '../../tls/plant-ca.ts';
import { hostOf } from '../../tls/public-names.ts';
import { route, type Route } from '../route.ts';

export interface GatewayRouteParts {
  codes: JoinCodes;
  /** Null = there is none to hand over (TLS=off, TLS=files). */
  ca: PlantCa | null;
  /** This gateway, as others know it. */
  self: () => { gateway: string; name: string; origin: string };
  enrolled: { add(gateway: string, body: GatewayBody): Promise<void> };
  audit: Audit;
}

export function gatewayRoutes({ codes, ca, self, enrolled, audit }: GatewayRouteParts): Route[] {
  const plantCa = (): PlantCa => {
    if (ca) return ca;
    const why = 'This gateway has no CA of its own to hand over (TLS=own has)';
    throw new AppError('CONFLICT', `${why}: give the other gateway its certificate where this one got it.`);
  };
  return [
    route({
      method: 'POST',
      path: '/api/gateways/codes',
      access: 'manage-devices',
      handle: async ({ ctx, principal: { person, device } }) => {
        const { root } = plantCa();
        const by = person?.user ?? null;
        await audit.record({
          what: 'device-code',
          subject: 'gateway',
          user: by,
          device: device?.id ?? person?.origin ?? null,
        });
        const answer: JoinCode = { ...codes.make(by), origin: self().origin, fingerprint: fingerprintOf(root) };
        ctx.body = answer;
      },
    }),
    route({
      method: 'POST',
      path: '/api/gateways/join',
      access: 'anyone',
      body: JoinQuestion,
      handle: async ({ ctx, body: { code, gateway, name, origin }, principal: { address } }) => {
        const own = plantCa();
        refuseForeign(own, origin);
        const open = await codes.redeem(code, address);
        if (!open) {
          const message =
            'The code is not known here, was used, or its ten minutes are over. Let an admin make another.';
          throw new AppError('FORBIDDEN', message);
        }
        const body: GatewayBody = { name, origin, revoked: false };
        // Who made the code let the gateway in; it has nobody of its own yet.
        await audit.record({
          what: 'gateway-joined',
          subject: gateway,
          user: open.by,
          device: null,
          new: { ...body, address },
        });
        await enrolled.add(gateway, body);
        const answer: JoinAnswer = { ...self(), ca: caFiles(own) };
        ctx.body = answer;
      },
    }),
  ];
}

/** Before the code is used up: with such a name the other gateway could do nothing with the CA. */
function refuseForeign({ certificate }: PlantCa, origin: string): void {
  if (isPermitted(permittedBy(certificate), hostOf(origin))) return;
  throw new AppError(
    'REQUEST_INVALID',
    `The plant's CA may not vouch for "${origin}". Give that gateway another name (PUBLIC_NAMES).`,
  );
}
