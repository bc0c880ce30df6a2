/** How rules and verbs say no. */
import type { PlanEntity } from '../documents/change.ts';
import type { NotSaid, PlanRefusal } from './said.ts';
import { planRowId } from './plan-row.ts';

/** What it is about: an entity by kind and id, and the field of it. */
export interface About {
  entity: PlanEntity;
  id: string;
  field?: string;
}

/** `detail`: what is wrong, with which value (quoted), what to do. */
export function notSaid(why: PlanRefusal, about: About | null, detail: string): NotSaid {
  return {
    ok: false,
    why,
    about: about && planRowId(about.entity, about.id),
    field: about?.field ?? null,
    detail,
  };
}
