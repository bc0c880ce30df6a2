/** `access` of the plant file: how people get in. */
import { Type, type Static } from 'typebox';
import { LinesSetting, RolesSetting } from './person.ts';

const closed = { additionalProperties: false };

export const AccessSettings = Type.Object(
  {
    /** A badge without a PIN lets its owner in, at stations. A badge can be copied: only where doors do the rest. */
    badgeAlone: Type.Optional(Type.Boolean()),
    /** Entry is locked when nobody touched a station for so long; default 5. */
    stationIdleMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    /** The same for every other device; default 60. */
    idleMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
    /** A session ends after so long whatever happens; default 12. */
    sessionHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 })),
    /** Groups of the sign-on server and what they are here. Who is in none of them is not let in. */
    groups: Type.Optional(
      Type.Array(
        Type.Object(
          {
            group: Type.String({ minLength: 1, maxLength: 200 }),
            roles: RolesSetting,
            lines: Type.Optional(LinesSetting),
          },
          closed,
        ),
        { maxItems: 200 },
      ),
    ),
  },
  closed,
);
export type AccessSettings = Static<typeof AccessSettings>;
