/** What was said about one thing in the plan, as far back as its row keeps it; and which numbers orders had that are over for long. */
import { FormerNumbers, type FormerOrders } from '../../../shared/orders/former-numbers.ts';
import { PLAN_ENTITIES, type PlanEntity } from '../../../shared/documents/change.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PlanRows } from '../../plan/plan-rows.ts';
import { forNeighbours } from '../compatibility.ts';
import { route, type Route } from '../route.ts';

export function planRoutes({ plan }: { plan: Pick<PlanRows, 'history' | 'formerOrder'> }): Route[] {
  return forNeighbours([
    {
      method: 'GET',
      path: '/api/plan/history/:entity/:id',
      access: 'see',
      elsewhere: true,
      handle: async ({ ctx, params }) => {
        const { entity, id } = params;
        if (!isPlanEntity(entity))
          throw new AppError(
            'NOT_FOUND',
            `There is no "${String(entity)}" in a plan; there is ${PLAN_ENTITIES.join(', ')}.`,
          );
        ctx.body = { entries: await plan.history(entity, id!) };
      },
    },
    route({
      method: 'POST',
      path: '/api/plan/former',
      access: 'see',
      elsewhere: true,
      body: FormerNumbers,
      handle: ({ ctx, body }) => {
        const ordersBy = (field: keyof FormerNumbers) =>
          body[field].flatMap((value) => {
            const order = plan.formerOrder(field, value);
            return order === null ? [] : [{ value, order }];
          });
        ctx.body = { lotNumber: ordersBy('lotNumber'), reference: ordersBy('reference') } satisfies FormerOrders;
      },
    }),
  ]);
}

function isPlanEntity(name: string | undefined): name is PlanEntity {
  return (PLAN_ENTITIES as readonly (string | undefined)[]).includes(name);
}
