/**
 * Watches the room on the disk of DATA_DIR and warns before it ends. When it ends, nothing new is taken; what is there
 * stays readable. A store that has to start on a full disk gets the room of a file of ballast, which is given up only
 * then. When there is room again, and the ballast is there or could be written anew, all goes on by itself.
 */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Ballast } from './ballast.ts';

/** `full`: journal and store take nothing. */
export type DiskLevel = 'ok' | 'low' | 'critical' | 'full';

export interface DiskStatus {
  level: DiskLevel;
  /** null = the system does not tell. */
  freeBytes: number | null;
  /** When the level was entered, epoch ms. */
  since: number;
}

export interface DiskSpaceParts {
  /** DATA_DIR; must exist. */
  directory: string;
  /** Below this the level is `low`, below a fifth of it `critical`. */
  lowBytes: number;
  now: () => number;
  log: (message: string) => void;
  changed?: (status: DiskStatus) => void;
  /** Bytes that the gateway may still write. */
  freeBytes?: (directory: string) => Promise<number>;
  ballast?: Pick<Ballast, 'bytes' | 'missingBytes' | 'make' | 'isDiskWritable' | 'drop'>;
}

const MIB = 1024 * 1024;
const BALLAST_BYTES = 32 * MIB;
/** Less is full: a database needs some room even to stand still. */
const FULL_BYTES = 16 * MIB;
/** Beside the ballast, before all goes on. */
const RESUME_BYTES = 32 * MIB;
const LOOK_MS = 5_000;
/** While it is critical or full: disks fill fast, and people wait for what they freed. */
const URGENT_LOOK_MS = 1_000;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

export class DiskSpace {
  readonly #parts: Required<Omit<DiskSpaceParts, 'changed'>> & Pick<DiskSpaceParts, 'changed'>;
  #status: DiskStatus;
  #looking: Promise<void> | null = null;
  /** A write failed for want of room since the last look, whatever the system says about free bytes (a quota). */
  #refused = false;
  /** The store has to start: at the start of the gateway, and when it ended. */
  #needsRoom = true;
  #troubled = false;

  constructor(parts: DiskSpaceParts) {
    const ballast = parts.ballast ?? new Ballast(join(parts.directory, 'ballast'), BALLAST_BYTES);
    this.#parts = { freeBytes: availableBytes, ...parts, ballast };
    this.#status = { level: 'ok', freeBytes: null, since: parts.now() };
  }

  status(): DiskStatus {
    return this.#status;
  }

  get isFull(): boolean {
    return this.#status.level === 'full';
  }

  /** Looks until `signal` aborts; the first look is already under way when this returns. */
  start(signal: AbortSignal): void {
    const next = async (): Promise<void> => {
      await this.look();
      if (signal.aborted) return;
      const isUrgent = this.#status.level === 'critical' || this.#status.level === 'full';
      const timer = setTimeout(() => void next(), isUrgent ? URGENT_LOOK_MS : LOOK_MS);
      signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    };
    void next();
  }

  /** A write of journal or store failed. */
  failed(error: unknown): void {
    if (!(error instanceof Error && 'code' in error && NO_ROOM.has(String(error.code)))) return;
    this.#refused = true;
    void this.look();
  }

  /** What must run did not find room to start: on a full disk the ballast goes. */
  needRoom(): void {
    this.#needsRoom = true;
    void this.look();
  }

  /** Resolves when the level is that of now. Never rejects: a disk that does not tell is taken for well. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { directory, ballast, log } = this.#parts;
    try {
      const freeBytes = await this.#parts.freeBytes(directory);
      const wasRefused = this.#refused;
      this.#refused = false;
      if (wasRefused || freeBytes < FULL_BYTES || (this.isFull && !(await this.#mayGoOn(freeBytes)))) {
        if (this.#needsRoom) await ballast.drop();
        this.#enter('full', freeBytes);
      } else {
        this.#needsRoom = false;
        if (freeBytes >= ballast.bytes + RESUME_BYTES) await ballast.make();
        this.#enter(this.#levelOf(freeBytes), freeBytes);
      }
      this.#troubled = false;
    } catch (error) {
      if (!this.#troubled) log(`The free space of "${directory}" is not known: ${String(error)}`);
      this.#troubled = true;
    }
  }

  /** There is room beside the ballast, and the disk proves that it takes something: with a quota, free bytes say little. */
  async #mayGoOn(freeBytes: number): Promise<boolean> {
    const { ballast } = this.#parts;
    return (
      freeBytes >= RESUME_BYTES + (await ballast.missingBytes()) && (await ballast.make()) && ballast.isDiskWritable()
    );
  }

  #levelOf(freeBytes: number): DiskLevel {
    const { lowBytes } = this.#parts;
    if (freeBytes >= lowBytes) return 'ok';
    return freeBytes >= lowBytes / 5 ? 'low' : 'critical';
  }

  #enter(level: DiskLevel, freeBytes: number): void {
    const { directory, now, log, changed } = this.#parts;
    const before = this.#status;
    const since = level === before.level ? before.since : now();
    this.#status = { level, freeBytes, since };
    if (level === before.level) return;
    log(sentence(level, directory, freeBytes));
    changed?.(this.#status);
  }
}

function sentence(level: DiskLevel, directory: string, freeBytes: number): string {
  const free = `${Math.round(freeBytes / MIB)} MB are free for "${directory}"`;
  if (level === 'ok') return `${free}: enough.`;
  if (level === 'full')
    return `The disk is full: ${free}. Nothing new is taken until there is room; what is there stays readable. Make room, the gateway goes on by itself.`;
  return `The disk is getting full: only ${free}. Make room${level === 'critical' ? ' now' : ''}, else the gateway cannot take new rows.`;
}

async function availableBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
