/**
 * What every stored document has in common, and how ids are written.
 * A fact is insert-only; its id comes from its content or from the device that said it.
 */
import { Type, type Static } from 'typebox';

/** End of the year 9999: later times have no four-digit year and would break the order of ids. */
export const LATEST_INSTANT = 253_402_300_799_999;
/** Epoch milliseconds, UTC. */
export const Instant = Type.Integer({ minimum: 0, maximum: LATEST_INSTANT });
/** Line, gateway and device ids: they become parts of database names and document ids. */
export const EntityId = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40 });

/** Who said it: the device or gateway, and the person once access control exists. */
export const By = Type.Object(
  { origin: EntityId, user: Type.Union([Type.String(), Type.Null()]) },
  { additionalProperties: false },
);
export type By = Static<typeof By>;

/** The fields that every document carries. `at` = observed, `received` = when this gateway took it. */
export const envelope = {
  _id: Type.String({ pattern: '^[A-Za-z0-9:._-]+$', maxLength: 200 }),
  schema: Type.Integer({ minimum: 1 }),
  line: Type.Union([EntityId, Type.Null()]),
  at: Instant,
  received: Instant,
  by: By,
};

/** Of what is wanted rather than reported: nobody takes it, nor does anything of it, after that moment. */
export const expiring = { expiresAt: Type.Optional(Instant) };

/** Numbers that must sort as text are padded to 16 digits. */
export function padded(value: number): string {
  return String(value).padStart(16, '0');
}

/** `2022-10-10T13`: the UTC hour that contains `at`, as it stands in ids. */
export function utcHour(at: number): string {
  return new Date(at).toISOString().slice(0, 13);
}

/** `2022_10`: the UTC month of `at`, as it stands in database names. */
export function utcMonth(at: number): string {
  return new Date(at).toISOString().slice(0, 7).replace('-', '_');
}

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** Start of the UTC hour that contains `at`, in ms. */
export function hourStart(at: number): number {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}
