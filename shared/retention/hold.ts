/**
 * A hold: months of a line, or of all, that must stay whatever their age (a complaint, an audit, a recall). Kept as
 * configuration versions `cfg:hold:<id>`; the plant's hold at its lines too. It ends by being released, never by itself.
 */
import { Type, type Static } from 'typebox';
import { EntityId } from '../documents/document.ts';

const closed = { additionalProperties: false };
/** UTC month, `2026-11`. */
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });
const Why = Type.String({ minLength: 3, maxLength: 300, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });

/** `POST /api/holds` (hold). Both months included. */
export const HoldQuestion = Type.Object(
  { line: Type.Union([EntityId, Type.Null()]), from: Month, to: Month, why: Why },
  closed,
);
export type HoldQuestion = Static<typeof HoldQuestion>;

/** `POST /api/holds/:id/release` (hold). */
export const ReleaseQuestion = Type.Object({ why: Why }, closed);

/** Body of kind `hold`. */
export const HoldBody = Type.Object({ ...HoldQuestion.properties, released: Type.Boolean() }, closed);
export type HoldBody = Static<typeof HoldBody>;

/** `GET /api/holds` (see-audit) → `{ holds: Hold[] }`, newest first, released ones too. */
export interface Hold extends HoldBody {
  id: string;
  /** When it last changed, ms. */
  at: number;
  by: string | null;
  /** The gateway that keeps it: it is released there. */
  origin: string;
}

/** Does it keep a month (`2026_11`, as in names of databases) of a line? */
export function isHeld(hold: HoldBody, line: string, month: string): boolean {
  if (hold.released || (hold.line !== null && hold.line !== line)) return false;
  const named = month.replace('_', '-');
  return hold.from <= named && named <= hold.to;
}
