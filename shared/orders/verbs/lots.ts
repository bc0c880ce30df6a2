/** A person says where a lot belongs that the machine counts. */
import { notSaid } from '../not-said.ts';
import type { Saying } from '../said.ts';
import { changeOf, setOf } from './changes.ts';
import { jobOf } from './running.ts';
import { answer, type VerbWorld } from './world.ts';

export interface AssignLot {
  line: string;
  /** As the machine writes it. */
  lot: string;
  /** Null = to none any more. */
  job: string | null;
}
export function assignLot(world: VerbWorld, { line, lot, job }: AssignLot): Saying {
  const not = job === null ? null : jobOf(world, job);
  if (not && 'ok' in not) return not;
  const { plan } = world.situation;
  return answer(world, changeOf(setOf(plan, 'lot', lotEntityId(line, lot), { line, lot, job })));
}

export interface ConfirmLot {
  line: string;
  lot: string;
}
/** The lot starts the job that has its number. */
export function confirmLot(world: VerbWorld, { line, lot }: ConfirmLot): Saying {
  const waits = world.schedule.mismatches.find(
    (each) => each.line === line && each.lot === lot && each.why === 'confirm' && each.job !== null,
  );
  if (waits) return assignLot(world, { line, lot, job: waits.job });
  const about = { entity: 'lot', id: lotEntityId(line, lot) } as const;
  return notSaid('unknown', about, `Lot "${lot}" on line "${line}" does not wait to be confirmed any more`);
}

/** `<line>.<lot>`; what an id cannot hold is written as its code. */
export function lotEntityId(line: string, lot: string): string {
  return `${line}.${lot.replace(/[^A-Za-z0-9.-]/gu, (sign) => `_${sign.codePointAt(0)!.toString(16)}_`)}`;
}
