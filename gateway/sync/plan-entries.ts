/** What people may say about the plan, as it is sent. Pure; whether the plan can take it is asked with the plan at hand. */
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Change } from '../../shared/documents/change.ts';
import { Execution } from '../../shared/documents/execution.ts';
import { Transfer } from '../../shared/documents/transfer.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import { checkAuthored, not, type NotTaken } from './authored.ts';

const closed = { additionalProperties: false };
const { received: _change, ...change } = Change.properties;
const { received: _transfer, ...transfer } = Transfer.properties;
const { received: _execution, ...execution } = Execution.properties;
/** As the device wrote them: the gateway adds when it took them. */
const AS_SENT = {
  change: Type.Object(change, closed),
  transfer: Type.Object(transfer, closed),
  execution: Type.Object(execution, closed),
} as const;
type PlanEntryType = keyof typeof AS_SENT;
// A change of two thousand moves is looked at in a few ms then.
const COMPILED = {
  change: Compile(AS_SENT.change),
  transfer: Compile(AS_SENT.transfer),
  execution: Compile(AS_SENT.execution),
};

/** What a person said, with a name to it. */
export type PlanEntry = { [T in PlanEntryType]: Static<(typeof AS_SENT)[T]> }[PlanEntryType] & {
  by: { user: string };
};
export type CheckedEntry = { ok: true; entry: PlanEntry } | ({ ok: false } & NotTaken);

/** Says that it is about the plan, and nothing else of it is known yet. */
export interface SentEntry {
  type: PlanEntryType;
}

export function isPlanEntry(sent: unknown): sent is SentEntry {
  if (typeof sent !== 'object' || sent === null || !('type' in sent)) return false;
  return typeof sent.type === 'string' && Object.hasOwn(AS_SENT, sent.type);
}

/** Whether it is what it says it is. `now` = this gateway's clock, ms. */
export function checkPlanEntry(sent: SentEntry, now: number): CheckedEntry {
  const schema = COMPILED[sent.type];
  if (!schema.Check(sent)) {
    const [error] = schema.Errors(sent);
    const fault = `${error?.instancePath || 'The entry'} ${error?.message ?? 'is not valid'}`;
    return { ok: false, ...not('invalid', fault) };
  }
  const entry = sent as unknown as PlanEntry;
  const authored = checkAuthored(entry, now);
  if (!authored.ok) return authored;
  return { ok: true, entry: { ...entry, by: authored.by } };
}

/** Ids of all that its author had seen of what it changes, each with the row and the field of which it was. */
export function seenBy(entry: PlanEntry): { rowId: string; field: string; id: string }[] {
  if (entry.type === 'execution') return [];
  return (entry.sets ?? []).flatMap(({ entity, id: of, saw }) =>
    Object.entries(saw).flatMap(([field, ids]) => ids.map((id) => ({ rowId: planRowId(entity, of), field, id }))),
  );
}
