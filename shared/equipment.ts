/**
 * The plant as its plant file declares it: lines, rates, reasons, calendar (ISA-95 equipment).
 * One schema for the gateway's check of the file and for what devices are told.
 */
import { Type, type Static } from 'typebox';
import { AccessSettings } from './access/settings.ts';
import { EntityId } from './documents/document.ts';
import { Retention } from './retention/kept-from.ts';
import { SourceDefinition } from './sources.ts';

const Name = Type.String({ minLength: 1, maxLength: 80 });
const Seconds = Type.Number({ exclusiveMinimum: 0 });
const PerHour = Type.Number({ exclusiveMinimum: 0 });
/** Wall-clock time of the plant, `06:30`; `24:00` ends a day. */
const ClockTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' });
const closed = { additionalProperties: false };

/** When the line is meant to run: the same every day named; breaks are planned standstill. Absent = always. */
export const Calendar = Type.Object(
  {
    days: Type.Optional(Type.Array(Type.Enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), { minItems: 1 })),
    start: ClockTime,
    end: ClockTime,
    breaks: Type.Optional(
      Type.Array(Type.Object({ start: ClockTime, end: ClockTime, name: Type.Optional(Name) }, closed)),
    ),
  },
  closed,
);
export type Calendar = Static<typeof Calendar>;

const Ratio = Type.Number({ minimum: 0, maximum: 1 });

export const LineDefinition = Type.Object(
  {
    id: EntityId,
    name: Name,
    processGroup: Type.Optional(EntityId),
    /** Ideal rate: the machine's fastest, basis of effectiveness (parts per hour). */
    idealRatePerHour: PerHour,
    /** Standard rate: what planning counts on (parts per hour). */
    standardRatePerHour: PerHour,
    stops: Type.Object(
      {
        /** A cycle time strictly above this is a stop (s). */
        minSeconds: Seconds,
        /** Upper bounds of the duration classes, included; the last class is open (s). */
        bins: Type.Array(Seconds, { minItems: 1, maxItems: 6 }),
        /** Stops above this count as down time and ask for a reason (s). */
        downFromSeconds: Seconds,
      },
      closed,
    ),
    targets: Type.Optional(
      Type.Object(
        {
          availability: Type.Optional(Ratio),
          effectiveness: Type.Optional(Ratio),
          quality: Type.Optional(Ratio),
          oee: Type.Optional(Ratio),
        },
        closed,
      ),
    ),
    calendar: Type.Optional(Calendar),
    sources: Type.Array(SourceDefinition),
  },
  closed,
);
export type LineDefinition = Static<typeof LineDefinition>;

export const ReasonDefinition = Type.Object(
  { code: Type.String({ pattern: '^[a-z0-9-]+$', maxLength: 40 }), name: Name, planned: Type.Optional(Type.Boolean()) },
  closed,
);
export type ReasonDefinition = Static<typeof ReasonDefinition>;

export const PlantDefinition = Type.Object(
  {
    plant: Type.Object(
      {
        id: EntityId,
        name: Name,
        /** IANA zone of the plant's wall clocks. */
        timezone: Name,
        /** Wall-clock time at which a production day begins; default 06:00. */
        productionDayStart: Type.Optional(ClockTime),
      },
      closed,
    ),
    processGroups: Type.Optional(Type.Array(Type.Object({ id: EntityId, name: Name }, closed))),
    /** Reasons for stops, most used first. */
    reasons: Type.Optional(Type.Array(ReasonDefinition)),
    /** Those that the gateway reads; of a plant's gateway none: they come with the gateways that join it. */
    lines: Type.Array(LineDefinition),
    /** Folders, relative to the plant file, that sources made in the app may read beside the plant file's own. */
    sourceFolders: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { maxItems: 50 })),
    /** How long rows and rollups are kept. */
    retention: Type.Optional(Retention),
    access: Type.Optional(AccessSettings),
    /** What a line sends to its plant beside facts, configuration and audit trail. `series`: raw rows, default true. */
    replicate: Type.Optional(Type.Object({ series: Type.Optional(Type.Boolean()) }, closed)),
  },
  closed,
);
export type PlantDefinition = Static<typeof PlantDefinition>;
