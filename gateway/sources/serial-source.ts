/**
 * Lines of text, or frames of bytes, from a serial port. The offset of a block is the number of its first line or frame in
 * this run of the gateway. The port is read on while the journal is busy or full, as far as memory goes.
 */
import type { SerialSource as SerialDefinition } from '../../shared/sources.ts';
import { BackOff, type BackOffLimits } from './back-off.ts';
import { Backlog, type BacklogOptions } from './backlog.ts';
import { Condition } from './condition.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { LastMinute } from './last-minute.ts';
import { LineSplitter } from './line-splitter.ts';
import { listenOnPort } from './listen-on-port.ts';
import { portSettings, portTrouble, realPorts, type PortDefinition, type SerialBinding } from './serial-port.ts';
import type { Source, SourceParts, SourceStatus } from './source.ts';
import type { Piece, Splitter } from './splitter.ts';

const MAX_LINE_BYTES = 4 * 1024;
const REOPEN = { firstMs: 500, maxMs: 5_000 };
const DEFAULT_SILENCE_SECONDS = 60;
/** Less than this is a disturbance, not a wrong setting. */
const GARBAGE_BYTES = 64;

export interface SerialSourceOptions extends Pick<BacklogOptions, 'bootId' | 'nextRecords' | 'maxBytes' | 'reoffer'> {
  /** `<line>/<source>`. */
  id: string;
  definition: PortDefinition & Pick<SerialDefinition, 'frame' | 'silenceSeconds'>;
  /** How ports are reached; default: the system's real ones. */
  binding?: SerialBinding;
  parts: SourceParts;
  /** Time between attempts to open a port. */
  reopen?: BackOffLimits;
}

export function serialSource(options: SerialSourceOptions): Source {
  return new SerialSource(options);
}

class SerialSource implements Source {
  readonly id: string;
  readonly #options: SerialSourceOptions;
  readonly #splitter: Splitter;
  readonly #backlog: Backlog;
  readonly #reopen: BackOff;
  readonly #condition: Condition;
  /** Bytes heard. */
  readonly #heard = new LastMinute();
  #heardAt: number | null = null;

  constructor(options: SerialSourceOptions) {
    const { path, frame } = options.definition;
    this.id = options.id;
    this.#options = options;
    this.#splitter = frame ? new FrameSplitter(frame) : new LineSplitter(MAX_LINE_BYTES);
    this.#backlog = new Backlog({ ...options, sourceId: options.id, file: path });
    this.#reopen = new BackOff(options.reopen ?? REOPEN);
    this.#condition = new Condition(`Opening "${path}"`);
  }

  async run(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const listening = this.#listen(AbortSignal.any([signal, failed.signal])).finally(() => this.#backlog.close());
    await Promise.all([listening, this.#backlog.run(signal).finally(() => failed.abort())]);
  }

  status(): SourceStatus {
    const { path, baudRate } = portSettings(this.#options.definition);
    const { state, since, detail } = this.#condition.report();
    const { well, badly } = this.#heard.at(this.#options.parts.now());
    const garbage = badly + this.#splitter.unreadableRestBytes;
    const isUnreadable = state === 'live' && garbage >= GARBAGE_BYTES && garbage > well;
    const unreadable = `What "${path}" says is not readable: check the baud rate (${baudRate}) and the device`;
    return {
      state,
      since,
      detail: isUnreadable ? unreadable : detail,
      problems: [...(isUnreadable ? [unreadable] : []), ...this.#backlog.problems, ...this.#splitter.problems],
      behindBytes: this.#backlog.bytes + this.#splitter.restBytes,
      lastBlockAt: this.#backlog.lastBlockAt,
    };
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { definition, parts } = this.#options;
    const { path, silenceSeconds = DEFAULT_SILENCE_SECONDS } = definition;
    const startedAt = parts.now();
    let { binding } = this.#options;
    while (!signal.aborted) {
      const ended = await listenOnPort({
        open: async () => (binding ??= await realPorts()).open(portSettings(definition)),
        isThere: async () => (await binding?.isThere?.(path)) ?? true,
        silenceMs: silenceSeconds * 1000,
        signal,
        opened: () => {
          // A silent port that could be opened again is still silent.
          if (this.#condition.state !== 'waiting') this.#live();
        },
        readBytes: this.#splitter.readBytes,
        take: (bytes) => this.#take(bytes, signal),
      });
      this.#keep(this.#splitter.end(), parts.now());
      if (ended.cause === 'silent') {
        const since = this.#heardAt ?? startedAt;
        const clock = new Date(since).toISOString();
        this.#condition.become('waiting', since, `"${path}" is silent since ${clock}; check the device`);
      }
      if (ended.cause !== 'lost') continue;
      this.#condition.become('lost', parts.now(), portTrouble(path, ended.message));
      await this.#reopen.wait(signal);
    }
  }

  async #take(bytes: Buffer, signal: AbortSignal): Promise<void> {
    const at = this.#options.parts.now();
    this.#heardAt = at;
    this.#reopen.reset();
    this.#live();
    this.#keep(this.#splitter.push(bytes), at);
    if (!this.#backlog.isFull) return;
    this.#condition.become('waiting', at, `"${this.#options.definition.path}" is not read: memory is full`);
    await this.#backlog.room(signal);
    if (!signal.aborted) this.#live();
  }

  #keep(pieces: Piece[], at: number): void {
    for (const { bytes, records, readableBytes } of pieces) {
      this.#heard.add(at, { well: readableBytes, badly: bytes.length - readableBytes });
      this.#backlog.add(bytes, records, at);
    }
  }

  #live(): void {
    this.#condition.become('live', this.#options.parts.now(), `Listening on "${this.#options.definition.path}"`);
  }
}
