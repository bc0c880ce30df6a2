/**
 * Lines of text from a serial port. Each line is a block of its own whose offset is the number of the line in this run of
 * the gateway; lines that arrive together share one sync of the journal. The port is read on only when they are safe, so
 * what waits here is bounded by one read, and what waits longer stays with the system's driver.
 */
import { AppError } from '../../shared/errors.ts';
import { BackOff, type BackOffLimits } from './back-off.ts';
import { LineSplitter } from './line-splitter.ts';
import { listenOnPort, type SerialBinding } from './listen-on-port.ts';
import type { Block, Source, SourceParts, SourceStatus } from './source.ts';

const MAX_LINE_BYTES = 4 * 1024;
const REOPEN = { firstMs: 500, maxMs: 30_000 };

export interface SerialSourceOptions {
  /** `<line>/<source>`. */
  id: string;
  /** Port as the system names it: `/dev/ttyUSB0`, `COM3`. */
  path: string;
  baudRate: number;
  /** How ports are reached; default: the system's real ones. */
  binding?: SerialBinding;
  /** Names this run of the gateway: positions of different runs never meet. */
  bootId: string;
  /** Counts the lines of this source in this run, from 0. */
  nextRecord: () => number;
  parts: SourceParts;
  /** A port that says nothing for so long is closed and opened anew. */
  silenceMs: number;
  /** Time between attempts to open a port, or to hand over a line that was refused. */
  reopen?: BackOffLimits;
}

export function serialSource(options: SerialSourceOptions): Source {
  return new SerialSource(options);
}

class SerialSource implements Source {
  readonly id: string;
  readonly #options: SerialSourceOptions;
  readonly #lines = new LineSplitter(MAX_LINE_BYTES);
  readonly #reopen: BackOff;
  #state: SourceStatus['state'] = 'starting';
  #detail: string;
  #waiting = 0;
  #droppedHalfLines = 0;
  #heardAt: number | null = null;
  #lastBlockAt: number | null = null;

  constructor(options: SerialSourceOptions) {
    this.id = options.id;
    this.#options = options;
    this.#reopen = new BackOff(options.reopen ?? REOPEN);
    this.#detail = `Opening "${options.path}"`;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { path, baudRate, binding, silenceMs, parts } = this.#options;
    const startedAt = parts.now();
    while (!signal.aborted) {
      const ended = await listenOnPort({
        open: async () => (binding ?? (await realPorts())).open({ path, baudRate }),
        silenceMs,
        signal,
        opened: () => {
          // A silent port that could be opened again is still silent.
          if (this.#state !== 'waiting') this.#say('live', `Listening on "${path}"`);
        },
        take: (bytes) => this.#take(bytes, signal),
      });
      if (this.#lines.drop() > 0) this.#droppedHalfLines++;
      if (ended.cause === 'silent') {
        const since = new Date(this.#heardAt ?? startedAt).toISOString();
        this.#say('waiting', `"${path}" is silent since ${since}; check the device`);
      }
      if (ended.cause !== 'lost') continue;
      this.#say('lost', `"${path}" is not there (${ended.message}); trying again`);
      await this.#reopen.wait(signal);
    }
  }

  status(): SourceStatus {
    const halves = this.#droppedHalfLines > 0 ? `; half lines dropped at disconnection: ${this.#droppedHalfLines}` : '';
    return {
      state: this.#state,
      detail: this.#detail + halves,
      behindBytes: this.#waiting + this.#lines.restBytes,
      lastBlockAt: this.#lastBlockAt,
    };
  }

  async #take(bytes: Buffer, signal: AbortSignal): Promise<void> {
    const { id, path, bootId, nextRecord, parts } = this.#options;
    this.#heardAt = parts.now();
    this.#hear();
    const place = { sourceId: id, file: path, fileKey: bootId, generation: 0, receivedAt: this.#heardAt };
    let blocks: Block[] = this.#lines.push(bytes).map((line) => ({ ...place, offset: nextRecord(), bytes: line }));
    // The bytes are nowhere else: they are offered until they are taken.
    while (blocks.length > 0 && !signal.aborted) {
      this.#waiting = blocks.reduce((sum, block) => sum + block.bytes.length, 0);
      blocks = await this.#offer(blocks);
      if (blocks.length > 0) await this.#reopen.wait(signal);
    }
    this.#waiting = 0;
    if (!signal.aborted) this.#hear();
  }

  /** Resolves with the blocks that were refused, in order. */
  async #offer(blocks: Block[]): Promise<Block[]> {
    const offered = await Promise.allSettled(blocks.map((block) => this.#options.parts.accept(block)));
    const refused = blocks.filter((_, i) => offered[i]!.status === 'rejected');
    for (const { reason } of offered.filter((outcome) => outcome.status === 'rejected')) {
      if (!(reason instanceof AppError)) throw reason;
      this.#say('waiting', reason.message);
    }
    if (refused.length < blocks.length) this.#lastBlockAt = blocks[0]!.receivedAt;
    return refused;
  }

  #hear(): void {
    this.#reopen.reset();
    this.#say('live', `Listening on "${this.#options.path}"`);
  }

  #say(state: SourceStatus['state'], detail: string): void {
    this.#state = state;
    this.#detail = detail;
  }
}

/** Loaded when first needed: the native part must not keep a gateway without serial ports from starting. */
async function realPorts(): Promise<SerialBinding> {
  const { SerialPort } = await import('serialport');
  return SerialPort.binding;
}
