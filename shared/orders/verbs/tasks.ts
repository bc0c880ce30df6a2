/** What departments do for a job is claimed by somebody, and done. */
import { notSaid } from '../not-said.ts';
import { templateOf } from '../task-template.ts';
import type { NotSaid, Saying } from '../said.ts';
import { changeOf, setOf, type FieldsToSet } from './changes.ts';
import { answer, type VerbWorld } from './world.ts';

export interface ClaimTask {
  /** `<job>.<key>` */
  id: string;
  /** User id; null = it is free again. */
  user: string | null;
}
export function claimTask(world: VerbWorld, { id, user }: ClaimTask): Saying {
  return setTask(world, id, { claimed: user });
}

export interface DoTask {
  /** `<job>.<key>` */
  id: string;
  /** When it was done, ms; absent = now; null = it is not done after all. */
  at?: number | null;
  note?: string | null;
}
export function doTask(world: VerbWorld, { id, at = world.situation.now, note }: DoTask): Saying {
  return setTask(world, id, { done: at, note });
}

function setTask(world: VerbWorld, id: string, fields: FieldsToSet): Saying {
  const { plan } = world.situation;
  if (templateOf(plan, id) === undefined) return unknownTask(id);
  return answer(world, changeOf(setOf(plan, 'task', id, fields)));
}

function unknownTask(id: string): NotSaid {
  return notSaid('unknown', { entity: 'task', id }, `There is no task "${id}"; its job may have changed`);
}
