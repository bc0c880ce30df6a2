/**
 * Where a line's bytes come from and what they mean, as the plant file declares it. A kind says how bytes arrive
 * (`csv`, `serial`, `modbus`), a meaning what they say (`cycles`, `samples`, `states`).
 */
import { Type, type Static } from 'typebox';
import { EntityId } from './documents/document.ts';

const Name = Type.String({ minLength: 1, maxLength: 80 });
const closed = { additionalProperties: false };

/**
 * How the time of a row reads. `format` is made of YYYY YY MM DD HH mm ss SSS, other characters standing for themselves,
 * or one of `iso8601`, `epoch-s`, `epoch-ms`. With `since` it is `seconds`: the column counts from a moment that the
 * file's header names.
 */
export const TimeFormat = Type.Object(
  {
    /** One column, or date and time in two; their texts are joined by a blank. */
    column: Type.Union([Name, Type.Array(Name, { minItems: 2, maxItems: 2 })]),
    format: Type.String({ minLength: 1, maxLength: 40 }),
    /** IANA zone of the machine's clock; absent = the plant's. */
    zone: Type.Optional(Name),
    /** Header fields (`Date`, `Time`) whose values, joined by a blank, read as `format`. */
    since: Type.Optional(
      Type.Object(
        {
          fields: Type.Array(Name, { minItems: 1, maxItems: 2 }),
          format: Type.String({ minLength: 1, maxLength: 40 }),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type TimeFormat = Static<typeof TimeFormat>;

/** What stands before the data rows of a file. A row that equals the header's first line begins the header anew. */
export const Header = Type.Object(
  {
    /** So many lines are no data … */
    lines: Type.Optional(Type.Integer({ minimum: 0, maximum: 200 })),
    /** … or all lines up to the one that begins with this text (LabVIEW: `***End_of_Header***`) … */
    until: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    /** … for the n-th time; default 1. */
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    /** The line after that names the columns. */
    names: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Header = Static<typeof Header>;

/** A measured quantity of a `samples` source. */
export const Metric = Type.Object(
  {
    id: EntityId,
    name: Name,
    unit: Type.String({ maxLength: 20 }),
    /** Step of the reading; values are kept as whole multiples of it. */
    resolution: Type.Number({ exclusiveMinimum: 0 }),
    /** Column with its values; absent = the one that is called like the metric's id. */
    column: Type.Optional(Name),
  },
  closed,
);
export type Metric = Static<typeof Metric>;

/** States that a machine can say it is in, by PackML name. */
export const MACHINE_STATES = ['Execute', 'Idle', 'Held', 'Suspended', 'Stopped', 'Aborted'] as const;
export type MachineState = (typeof MACHINE_STATES)[number];

/** Text of the machine → state; a text that is not listed is a rejected row. */
const StateColumn = Type.Object(
  { column: Name, names: Type.Record(Type.String(), Type.Enum([...MACHINE_STATES])) },
  closed,
);

const textDialect = {
  /** One character; default `,`. */
  delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
  /** Decimal sign of numbers; default `.`. */
  decimal: Type.Optional(Type.Enum(['.', ','])),
  /** Fields may stand in double quotes; default false: machine logs have stray ones. */
  quotes: Type.Optional(Type.Boolean()),
};

const csvBase = {
  id: EntityId,
  kind: Type.Literal('csv'),
  /** File or glob, relative to the plant file: `Line8/PR*.txt`, `Line8/2026-??/PR*.txt`. */
  path: Type.String({ minLength: 1 }),
  /** `poll` for network shares, which tell nobody when a file changes; default `events`. */
  watch: Type.Optional(Type.Enum(['events', 'poll'])),
  /** Absent = by the byte order mark, else UTF-8. */
  encoding: Type.Optional(Type.Enum(['utf-8', 'latin1', 'utf-16le', 'utf-16be'])),
  ...textDialect,
  header: Type.Optional(Header),
  /** Names of the columns in order; absent = the header names them. */
  columns: Type.Optional(Type.Array(Name, { minItems: 1 })),
  /** Columns that the file does not have, each with its one value. */
  constants: Type.Optional(Type.Record(Name, Type.String({ maxLength: 80 }))),
  time: TimeFormat,
};

export const CsvCycles = Type.Object({ ...csvBase, meaning: Type.Literal('cycles') }, closed);
export const CsvSamples = Type.Object(
  { ...csvBase, meaning: Type.Literal('samples'), metrics: Type.Array(Metric, { minItems: 1 }) },
  closed,
);
export const CsvStates = Type.Object({ ...csvBase, meaning: Type.Literal('states'), state: StateColumn }, closed);
export type CsvCycles = Static<typeof CsvCycles>;
export type CsvSamples = Static<typeof CsvSamples>;
export type CsvStates = Static<typeof CsvStates>;
export type CsvSource = CsvCycles | CsvSamples | CsvStates;

/** How a number lies in bytes. */
export const NUMBER_TYPES = ['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'float32', 'float64'] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];
const NumberTypeSchema = Type.Enum([...NUMBER_TYPES]);
const Order = Type.Enum(['big', 'little']);

export const CHECKSUMS = ['none', 'sum8', 'xor8', 'crc16-modbus', 'crc16-ccitt'] as const;
export type Checksum = (typeof CHECKSUMS)[number];

/** Frames of a fixed length, recognised by their first bytes and their checksum, never by silence. */
export const Frame = Type.Object(
  {
    /** Bytes of a whole frame, checksum included. */
    length: Type.Integer({ minimum: 1, maximum: 1024 }),
    /** First bytes, in hex: `02`, `aa55`. */
    start: Type.Optional(Type.String({ pattern: '^([0-9a-fA-F]{2})+$', maxLength: 16 })),
    /** Of all bytes before it; it stands at the end, crc16-modbus low byte first, crc16-ccitt high byte first. */
    checksum: Type.Enum([...CHECKSUMS]),
    fields: Type.Array(
      Type.Object(
        {
          metric: EntityId,
          at: Type.Integer({ minimum: 0, maximum: 1023 }),
          type: NumberTypeSchema,
          /** Of bytes; default big. */
          order: Type.Optional(Order),
          /** Value = number × scale + offset; defaults 1 and 0. */
          scale: Type.Optional(Type.Number()),
          offset: Type.Optional(Type.Number()),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);
export type Frame = Static<typeof Frame>;

const port = {
  /** Port as the system names it: `/dev/ttyUSB0`, `COM3`. */
  path: Type.String({ minLength: 1 }),
  baudRate: Type.Optional(Type.Integer({ minimum: 50 })),
  dataBits: Type.Optional(Type.Enum([5, 6, 7, 8])),
  stopBits: Type.Optional(Type.Enum([1, 1.5, 2])),
  parity: Type.Optional(Type.Enum(['none', 'even', 'odd', 'mark', 'space'])),
};

export const SerialSource = Type.Object(
  {
    id: EntityId,
    kind: Type.Literal('serial'),
    ...port,
    meaning: Type.Literal('samples'),
    metrics: Type.Array(Metric, { minItems: 1 }),
    /** Lines of text: fields between delimiters (default `;`) in order … */
    columns: Type.Optional(Type.Array(Name, { minItems: 1 })),
    ...textDialect,
    /** … or by position, first character 0 … */
    positions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            metric: EntityId,
            from: Type.Integer({ minimum: 0, maximum: 4095 }),
            length: Type.Integer({ minimum: 1, maximum: 80 }),
          },
          closed,
        ),
        { minItems: 1 },
      ),
    ),
    /** … or frames of bytes. */
    frame: Type.Optional(Frame),
    /** A device that says nothing for so long has gone deaf; default 60. */
    silenceSeconds: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
);
export type SerialSource = Static<typeof SerialSource>;

export const Register = Type.Object(
  {
    metric: EntityId,
    table: Type.Enum(['holding', 'input', 'coil', 'discrete']),
    /** As on the wire, from 0. */
    address: Type.Integer({ minimum: 0, maximum: 65535 }),
    /** Of registers; a coil is 0 or 1. Default uint16. */
    type: Type.Optional(Type.Enum(['int16', 'uint16', 'int32', 'uint32', 'float32', 'float64'])),
    /** Which of several registers comes first; default big. */
    wordOrder: Type.Optional(Order),
    /** Value = number × scale + offset; defaults 1 and 0. */
    scale: Type.Optional(Type.Number()),
    offset: Type.Optional(Type.Number()),
  },
  closed,
);
export type Register = Static<typeof Register>;

export const ModbusSource = Type.Object(
  {
    id: EntityId,
    kind: Type.Literal('modbus'),
    /** RTU: the port … */
    ...port,
    path: Type.Optional(port.path),
    /** … TCP: name or address, and port (default 502). */
    host: Type.Optional(Type.String({ minLength: 1, maxLength: 253 })),
    tcpPort: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
    unit: Type.Integer({ minimum: 0, maximum: 255 }),
    /** Time between two polls, ms; default 1000. */
    everyMs: Type.Optional(Type.Integer({ minimum: 10, maximum: 3_600_000 })),
    meaning: Type.Literal('samples'),
    metrics: Type.Array(Metric, { minItems: 1 }),
    registers: Type.Array(Register, { minItems: 1, maxItems: 500 }),
  },
  closed,
);
export type ModbusSource = Static<typeof ModbusSource>;

export const SourceDefinition = Type.Union([CsvCycles, CsvSamples, CsvStates, SerialSource, ModbusSource]);
export type SourceDefinition = Static<typeof SourceDefinition>;
/** Sources that measure: their values are chunks per metric. */
export type SampleSource = CsvSamples | SerialSource | ModbusSource;
