/** Products whose routes another one can take over. Pure. */
import type { CopiedRoute } from '../components/sheet/ls-route-copy.ts';
import type { PlanView } from '../data/planning.ts';

/** By name; those of the same family first. */
export function routesOfOthers({ plan }: Pick<PlanView, 'plan'>, product: string): CopiedRoute[] {
  const family = plan.products.get(product)?.fields.family;
  const isNear = (one: { family: string | undefined }) => family !== undefined && one.family === family;
  return [...plan.products.values()]
    .filter(({ id, fields }) => id !== product && (fields.route ?? []).length > 0)
    .map(({ id, fields: { name, shortName, item, family: of, route = [] } }) => ({
      ...{
        id,
        name: name ?? shortName ?? item ?? id,
        family: of,
        also: [shortName, item, of].filter(Boolean).join(' '),
      },
      steps: route.map(({ operation }) => operation).join(' · '),
    }))
    .sort((a, b) => Number(isNear(b)) - Number(isNear(a)) || a.name.localeCompare(b.name));
}
