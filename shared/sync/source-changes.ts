/** How an engineer's app and the gateway talk about a source that is being added, changed or removed. HTTP paths are in the comments. */
import { Type, type Static } from 'typebox';
import { EntityId } from '../documents/document.ts';
import { MAX_SAMPLE_BYTES } from './sources.ts';

const closed = { additionalProperties: false };
const Sample = Type.Union([
  Type.Object({ text: Type.String({ maxLength: MAX_SAMPLE_BYTES }) }, closed),
  Type.Object({ base64: Type.String({ maxLength: Math.ceil(MAX_SAMPLE_BYTES / 3) * 4 }) }, closed),
]);
/** Kept in the audit trail. */
const Why = Type.Optional(Type.String({ maxLength: 500 }));

/**
 * `POST /api/sources/:line/try` → `TriedMapping`: the definition as part of its whole plant (`source` = the one that it
 * would replace; null = one more), and what it makes of the sample.
 */
export const SourceTrial = Type.Object(
  { source: Type.Union([EntityId, Type.Null()]), definition: Type.Unknown(), sample: Sample },
  closed,
);
export type SourceTrial = Static<typeof SourceTrial>;

/**
 * `POST /api/sources/:line` → 201 and `SourceSaved`. What is wrong comes back as a problem with `problems`, field by field;
 * a sample of which no row can be read is wrong, too.
 */
export const SourceAddition = Type.Object(
  { definition: Type.Unknown(), why: Why, sample: Type.Optional(Sample) },
  closed,
);
export type SourceAddition = Static<typeof SourceAddition>;

/**
 * `PUT /api/sources/:line/:source` → `SourceSaved`; `saw` = version of the definition that the change began with. Another
 * one by now: 409, CONFLICT. `DELETE /api/sources/:line/:source?saw&why` → `{ id }`: rows that were read stay.
 */
export const SourceChange = Type.Object(
  {
    definition: Type.Unknown(),
    saw: Type.String({ pattern: '^[0-9a-f]{12}$' }),
    why: Why,
    sample: Type.Optional(Sample),
  },
  closed,
);
export type SourceChange = Static<typeof SourceChange>;

export interface SourceSaved {
  /** `line8/vision` */
  id: string;
  version: string;
}

/** `POST /api/sources/:line/look` → `FoundFiles`: what a pattern finds, before there is a source. */
export const FileQuestion = Type.Object({ path: Type.String({ minLength: 1, maxLength: 500 }) }, closed);
export type FileQuestion = Static<typeof FileQuestion>;

export interface FoundFiles {
  /** Of all; `files` are the 50 that were written last, newest first. */
  count: number;
  files: { name: string; size: number; modifiedAt: number }[];
  /** What keeps it from finding more, in English. */
  problems: string[];
  /** The start of the newest file, whole lines, base64; null = there is none. */
  sample: { name: string; base64: string } | null;
}

/** An entry of `GET /api/ports` (`{ ports: SerialPortHere[] }`): serial ports that the gateway's machine has now. */
export interface SerialPortHere {
  path: string;
  /** What is plugged in there, as far as the system knows. */
  device: string | null;
  /** `line8/sealer`: who listens on it already. */
  usedBy: string | null;
}
