/** For who tests what has nothing to do with plans. */
import type { PlanRow } from '../../../shared/orders/plan-row.ts';

export const NO_PLAN = { *shown(): Generator<PlanRow> {} };
