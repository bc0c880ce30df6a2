/** How copies between this gateway and its plant stand, and another try for rows that the plant refused. */
import { Type } from 'typebox';
import type { ReplicationStatus } from '../../../shared/replication/protocol.ts';
import { AppError } from '../../../shared/errors.ts';
import { NO_PLANT } from '../../replication/sending/replication-state.ts';
import type { Replicator } from '../../replication/sending/replicator.ts';
import { route, type Route } from '../route.ts';

const ResendQuestion = Type.Object(
  {
    database: Type.String({ maxLength: 200 }),
    ids: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1000 }),
  },
  { additionalProperties: false },
);

/** `replicator` answers null while no plant was joined. */
export function replicationStatusRoutes(replicator: () => Pick<Replicator, 'status' | 'resend'> | null): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/replication/status',
      access: 'see-status',
      handle: async ({ ctx }) => {
        const status: ReplicationStatus = (await replicator()?.status()) ?? NO_PLANT;
        ctx.body = status;
      },
    },
    route({
      method: 'POST',
      path: '/api/replication/resend',
      access: 'manage-devices',
      body: ResendQuestion,
      handle: async ({ ctx, body }) => {
        const sending = replicator();
        if (!sending) throw new AppError('CONFLICT', 'This gateway has joined no plant, so nothing is sent.');
        ctx.body = await sending.resend(body);
      },
    }),
  ];
}
