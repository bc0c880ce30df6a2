/** What the data layer gives to pages, and what pages may ask of it. Pages see no database and no network. */
import type { PlannedLine } from '../../shared/calendar/working-time.ts';
import type { Change } from '../../shared/documents/change.ts';
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import type { Execution } from '../../shared/documents/execution.ts';
import type { ManualCount } from '../../shared/documents/manual-count.ts';
import type { ManualState } from '../../shared/documents/manual-state.ts';
import type { Reason } from '../../shared/documents/reason.ts';
import type { Transfer } from '../../shared/documents/transfer.ts';
import type { PlanRefusal } from '../../shared/orders/said.ts';
import type { ByHand } from '../../shared/production/with-manual.ts';
import type {
  LineReference,
  PlantReference,
  ReasonEntry,
  ReasonsReference,
  HourRow,
  LineRow,
  ManualRowEntry,
} from '../../shared/sync/rows.ts';
import type { RejectionCode } from '../../shared/sync/protocol.ts';
import type { AccessData } from './access.ts';
import type { GatewayHealthAnswer } from './gateway-health.ts';
import type { AuditData } from './audit.ts';
import type { Keep } from './database.ts';
import type { DevicesData } from './devices.ts';
import type { PeopleData } from './people.ts';
import type { PlanTablesData } from './plan-tables.ts';
import type { PlanningData } from './planning.ts';
import type { PlantGatewaysData } from './plant-gateways.ts';
import type { RecordedAnswer } from './recorded.ts';
import type { SourcesData } from './sources.ts';
import type { Fit } from './sync-versions.ts';
import type { SyncData } from './sync.ts';

/** `connecting` until the first answer; `unreachable` keeps showing what is here, as of `asOf`. */
export interface Connection {
  state: 'connecting' | 'live' | 'unreachable';
  /** When this device last heard from the gateway (gateway's clock, ms); null = never. */
  asOf: number | null;
  /** Gateway's clock minus this device's clock, ms; 0 until known. */
  clockOffsetMs: number;
  /** Entries on this device that the gateway does not have. */
  notSent: number;
  /** Entries that were not accepted, and that a person has to see. */
  needsYou: number;
  /** Whether this app and its gateway understand each other; if not, entries wait and are safe. */
  fit: Fit;
  /** First pull of every collection is through: what is shown is complete. */
  synced: boolean;
  /** The app starts without network from now on. */
  readyOffline: boolean;
  /** A new version waits for a reload, and nobody is in the middle of entering something. */
  updateReady: boolean;
  /** Another gateway answers in the place of this device's home; absent or null = home does, or nobody. */
  away?: Away | null;
  /** Out of reach, and this browser cannot go on with the plant's other gateways: only enrolled devices can. */
  stays?: boolean;
}

/** Where a device is that is not at home. */
export interface Away {
  /** Its id. */
  gateway: string;
  /** Of what it is the gateway: names of its lines, or of the plant. */
  name: string;
  role: 'line' | 'plant';
  /** Lines that it speaks for; a plant does for all. */
  lines: readonly string[];
  /** The same of home. */
  home: string;
  /** When home was last heard, its clock, ms; null = never. */
  homeHeardAt: number | null;
}

/**
 * Nobody speaks for a line now: what is shown of it is from before. `elsewhere`: the gateway that this device is at knows
 * nothing of it. `gateway`: the plant has not heard the line's own gateway. `since` ms, as far as known.
 */
export interface LineLost {
  why: 'elsewhere' | 'gateway';
  since: number | null;
}

/** Of an entry of this device. */
interface Own {
  /** It is only here. */
  unsent: boolean;
  /** The gateway has yet to check whether it was this person; absent = no. */
  pending?: boolean;
}

/** Everything one needs to show a line. Emitted anew on each change; times are on the gateway's clock. */
export interface LineData {
  plant: PlantReference;
  /** With what planners set of its calendar. */
  line: LineReference & PlannedLine;
  reasons: ReasonsReference;
  /** All lines of the plant, for the switcher. */
  lines: LineReference[];
  /** Latest known state of the line; null = nothing known yet. */
  now: LineRow | null;
  /** Hours of the last 7 days, sorted, live frames merged in; what people said by hand is in where nothing else is known. */
  hours: (HourRow & ByHand)[];
  /** Reasons from rows and this device's own entries not yet in a row, each once. `unsent` ones are only here. */
  given: (ReasonEntry & Own)[];
  /** What was said by hand, likewise; in order of entering. */
  manual: (ManualRowEntry & Own)[];
  /** Absent or null = a gateway that is in reach speaks for it. */
  lost?: LineLost | null;
}

/**
 * What is kept here with a fact and not sent: `name` is the reason as the person read it, for lists of reasons change;
 * `named` are the orders, jobs and whatever else it is about as they were called then, by `<entity>:<id>`;
 * `pending`: its author signed on out of reach, and the gateway has yet to check that.
 */
interface Beside {
  name?: string;
  named?: Record<string, string>;
  pending?: true;
}
/** A fact as it was entered here. */
export type EnteredReason = Omit<Reason, 'received'> & Beside;
export type EnteredCount = Omit<ManualCount, 'received'> & Pick<Beside, 'pending'>;
export type EnteredState = Omit<ManualState, 'received'> & Beside;
export type EnteredLineFact = EnteredReason | EnteredCount | EnteredState;
type OfPlan = Pick<Beside, 'named' | 'pending'>;
export type EnteredChange = Omit<Change, 'received'> & OfPlan;
export type EnteredTransfer = Omit<Transfer, 'received'> & OfPlan;
export type EnteredExecution = Omit<Execution, 'received'> & OfPlan;
export type EnteredPlanFact = EnteredChange | EnteredTransfer | EnteredExecution;
export type EnteredFact = EnteredLineFact | EnteredPlanFact;

/** A refused entry with what the person typed: kept until the person has seen it. */
export interface RefusedEntry {
  id: string;
  code: RejectionCode;
  reason: string;
  fact: EnteredFact;
  /** Of code `plan`: why the plan could not take it; absent or null = the gateway did not say. */
  plan?: PlanRefusal | null;
}

/** A row of the machine that could not be read. */
export interface LineRejection {
  source: string;
  /** Observed time of the row before it, ms. */
  at: number;
  row: RejectedRow;
}

/** `unreachable`: no answer; `failed`: an answer that says nothing about the rows. */
export type RejectedRows = { ok: true; rows: LineRejection[] } | { ok: false; why: 'unreachable' | 'failed' };

export interface ReasonInput {
  line: string;
  from: number;
  to: number | null;
  code: string;
  /** What the person chose, in the words of the list. */
  name: string;
  comment?: string;
  supersedes: string | null;
}

type Entered<F extends EnteredLineFact> = Omit<F, '_id' | 'schema' | 'at' | 'by' | 'line' | 'pending'> & {
  line: string;
};
/** What somebody says about a line by hand. */
export type ManualInput = Entered<EnteredCount> | Entered<EnteredState>;

/** `subscribe` calls back at once with what is known, then on each change; returns the unsubscribe. */
export interface Live<T> {
  subscribe(listener: (value: T) => void): () => void;
}

export interface AppData {
  /** Who this device is, who works at it and what they may. */
  access: AccessData;
  connection: Live<Connection>;
  /** Ids and names as soon as reference data is here (from the device's store when offline); empty list = none yet. */
  lines: Live<LineReference[]>;
  /** Emits null while the line is unknown on this device. */
  line(id: string): Live<LineData | null>;
  refused: Live<RefusedEntry[]>;
  /** Somebody looks at the line: while home is out of reach, its gateway is the one to go to. */
  lookAt(line: string): void;
  /** What pages remember on this device: small, and no loss. */
  kept: Keep;
  /**
   * Resolves when the entry is durably on this device; returns the fact's id. It is by whoever is signed on and may: else
   * that is asked first, and when it is dismissed this rejects with `NotSignedOn`, and nothing was entered.
   */
  giveReason(input: ReasonInput): Promise<string>;
  /** The same for what is said by hand. */
  keepByHand(input: ManualInput): Promise<string>;
  /** The latest rows of the line that could not be read, newest first. Asked of the gateway each time: nothing is kept here. */
  rejectedRows(line: string): Promise<RejectedRows>;
  /** Everything that the line's machine wrote in `[from, to)`, for a replay. Asked of the gateway each time. */
  recorded(line: string, from: number, to: number): Promise<RecordedAnswer>;
  /** How the gateway is right now. Asked of it each time. */
  gatewayHealth(): Promise<GatewayHealthAnswer>;
  /** How the sources are, and what can be done about them. Asked of the gateway each time. */
  sources: SourcesData;
  /** People, their sessions, one's own password. Asked of the gateway each time. */
  people: PeopleData;
  audit: AuditData;
  /** What waits here, how far this device is, and how it is. */
  sync: SyncData;
  devices: DevicesData;
  /** The plant's gateways, copies between them, months that must stay. Asked of the gateway each time. */
  plantGateways: PlantGatewaysData;
  /** The person has seen the refusal; the entry leaves the list. */
  dismissRefused(id: string): Promise<void>;
  /** Activates the waiting version and reloads. */
  update(): void;
  /** What is to be made when and where; entered through it likewise. */
  planning: PlanningData;
  /** Files of tables, to read and to write. */
  planTables: PlanTablesData;
  /** The gateway's time now, by this device's clock and the measured offset, ms. */
  now(): number;
}
