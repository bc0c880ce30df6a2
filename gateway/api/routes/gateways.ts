/** Other gateways of the plant: how they join, what is known of them, and what a plant answers its lines. */
import {
  CredentialQuestion,
  GatewayChange,
  JoinQuestion,
  type JoinAnswer,
  type JoinCode,
} from '../../../shared/access/gateway-protocol.ts';
import type { DeviceKey } from '../../../shared/access/person.ts';
import type { GatewayView } from '../../../shared/replication/protocol.ts';
import type { GatewayReference } from '../../../shared/sync/rows.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Audit } from '../../audit/audit.ts';
import type { CredentialCheck } from '../../auth/credential-check.ts';
import { gatewayViews, type GatewayFigures } from '../../auth/gateway-views.ts';
import type { Gateways } from '../../auth/gateways.ts';
import type { Versions } from '../../auth/versions.ts';
import type { JoinCodes } from '../../tls/join-codes.ts';
import { isPermitted, permittedBy } from '../../tls/name-constraints.ts';
import { caFiles, type PlantCa } from '../../tls/plant-ca.ts';
import { hostOf } from '../../tls/public-names.ts';
import { route, type Route } from '../route.ts';

export interface GatewayRouteParts {
  codes: JoinCodes;
  /** What those that join know this gateway by; null = nobody joins it: in a simulated plant everybody can be its admin. */
  identity: {
    /** Null = there is none to hand over (TLS=off, TLS=files). */
    ca: PlantCa | null;
    /** For a person to bring to the other gateway; empty on plain HTTP. */
    fingerprint: () => string;
    key: DeviceKey;
  } | null;
  /** This gateway, as others know it. */
  self: () => GatewayReference;
  gateways: Gateways;
  versions: Versions;
  credentialCheck: Pick<CredentialCheck, 'check'>;
  /** What is heard of a gateway at this moment; null = nothing. */
  figures: (id: string) => GatewayFigures | null;
  audit: Audit;
}

export function gatewayRoutes(parts: GatewayRouteParts): Route[] {
  const { codes, self, gateways, versions, credentialCheck, figures, audit } = parts;
  const identity = () => {
    if (parts.identity) return parts.identity;
    throw new AppError('CONFLICT', 'Nobody joins a simulated plant; set PLANT_FILE for a real one.');
  };
  const views = (): GatewayView[] => gatewayViews({ versions, self: self(), figures });
  return [
    {
      method: 'GET',
      path: '/api/gateways',
      access: 'see-status',
      handle: ({ ctx }) => {
        ctx.body = { gateways: views() };
      },
    },
    route({
      method: 'PUT',
      path: '/api/gateways/:id',
      access: 'manage-devices',
      body: GatewayChange,
      handle: async ({ ctx, params, body, principal }) => {
        await gateways.change(params.id!, body, principal);
        ctx.body = { gateway: views().find(({ id }) => id === params.id) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/gateways/codes',
      access: 'manage-devices',
      handle: async ({ ctx, principal: { person, device } }) => {
        const fingerprint = identity().fingerprint();
        const by = person?.user ?? null;
        const at = device?.id ?? person?.origin ?? null;
        await audit.record({ what: 'device-code', subject: 'gateway', user: by, device: at });
        const answer: JoinCode = { ...codes.make(by), origin: self().origin, fingerprint };
        ctx.body = answer;
      },
    }),
    route({
      method: 'POST',
      path: '/api/gateways/join',
      access: 'anyone',
      body: JoinQuestion,
      handle: async ({ ctx, body: { code, withCa = true, ...asked }, principal: { address } }) => {
        const { ca, key } = identity();
        const open = await codes.redeem(code, address);
        if (!open) {
          const message =
            'The code is not known here, was used, or its ten minutes are over. Let an admin make another.';
          throw new AppError('FORBIDDEN', message);
        }
        try {
          if (ca && withCa) refuseForeign(ca, asked.origin);
          // Who made the code let the gateway in; it has nobody of its own yet.
          const token = await gateways.join(asked, { by: open.by, address });
          const { id: gateway, name, origin, role } = self();
          const answer: JoinAnswer = { gateway, name, origin, role, key, ca: ca && withCa ? caFiles(ca) : null, token };
          ctx.body = answer;
        } catch (error) {
          open.giveBack();
          throw error;
        }
      },
    }),
    route({
      method: 'POST',
      path: '/api/gateways/check-credential',
      access: 'gateway',
      body: CredentialQuestion,
      handle: async ({ ctx, body, principal: { gateway, address } }) => {
        ctx.body = await credentialCheck.check(body, { gateway: gateway!, address });
      },
    }),
  ];
}

/** With such a name the other gateway could do nothing with the CA. */
function refuseForeign({ certificate }: PlantCa, origin: string): void {
  if (isPermitted(permittedBy(certificate), hostOf(origin))) return;
  throw new AppError(
    'REQUEST_INVALID',
    `The plant's CA may not vouch for "${origin}". Give that gateway another name (PUBLIC_NAMES).`,
  );
}
