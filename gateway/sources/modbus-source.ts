/**
 * Polls the registers of a Modbus device. One poll is one record, a block of its own, because its only time is that of
 * arrival. A poll that takes too long delays the next one, so polls never pile up; one that fails is missed.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { ModbusSource as ModbusDefinition } from '../../shared/sources.ts';
import { BackOff, type BackOffLimits } from './back-off.ts';
import { Backlog, type BacklogOptions } from './backlog.ts';
import { Condition } from './condition.ts';
import { LastMinute } from './last-minute.ts';
import { deviceName, openModbusLink, type ModbusAnswer, type ModbusDevice, type ModbusLink } from './modbus-link.ts';
import { modbusRecord, modbusRequests, narrower, type ModbusRequest } from './modbus-requests.ts';
import { portTrouble } from './serial-port.ts';
import type { Source, SourceParts, SourceStatus } from './source.ts';

const REOPEN = { firstMs: 500, maxMs: 10_000 };
const DEFAULT_EVERY_MS = 1_000;
/** One poll may get lost; a device that misses so many in a row is away. */
const AWAY_AFTER = 3;
/** Exceptions that may come from registers which nobody asked for: illegal address, illegal number of them. */
const REFUSES_RANGE = [2, 3];

export interface ModbusSourceOptions extends Pick<BacklogOptions, 'bootId' | 'nextRecords' | 'maxBytes' | 'reoffer'> {
  /** `<line>/<source>`. */
  id: string;
  definition: ModbusDevice & Pick<ModbusDefinition, 'everyMs' | 'registers'>;
  /** How devices are reached; default: over the system's ports and network. */
  open?: (device: ModbusDevice, signal: AbortSignal) => Promise<ModbusLink>;
  parts: SourceParts;
  /** Time between attempts to reach the device. */
  reopen?: BackOffLimits;
}

export function modbusSource(options: ModbusSourceOptions): Source {
  return new ModbusSource(options);
}

type Failure = Exclude<ModbusAnswer, { ok: true }> & { request: ModbusRequest };

class ModbusSource implements Source {
  readonly id: string;
  readonly #options: ModbusSourceOptions;
  readonly #name: string;
  readonly #everyMs: number;
  readonly #backlog: Backlog;
  readonly #reopen: BackOff;
  readonly #condition: Condition;
  /** Polls: answered or not. */
  readonly #answers = new LastMinute();
  /** Polls: ended before the next one was due or not. */
  readonly #pace = new LastMinute();
  #requests: ModbusRequest[];
  #answeredAt: number | null = null;

  constructor(options: ModbusSourceOptions) {
    const { definition, id } = options;
    this.id = id;
    this.#options = options;
    this.#name = deviceName(definition);
    this.#everyMs = definition.everyMs ?? DEFAULT_EVERY_MS;
    this.#requests = modbusRequests(definition.registers);
    this.#backlog = new Backlog({ ...options, sourceId: id, file: this.#name });
    this.#reopen = new BackOff(options.reopen ?? REOPEN);
    this.#condition = new Condition(`Connecting to "${this.#name}"`);
  }

  async run(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const polling = this.#stayConnected(AbortSignal.any([signal, failed.signal])).finally(() => this.#backlog.close());
    await Promise.all([polling, this.#backlog.run(signal).finally(() => failed.abort())]);
  }

  status(): SourceStatus {
    const now = this.#options.parts.now();
    const { state, since, detail } = this.#condition.report();
    const { well, badly } = this.#answers.at(now);
    const pace = this.#pace.at(now);
    const problems = [...this.#backlog.problems];
    if (badly > 0) problems.push(`Polls without an answer in the last minute: ${badly} of ${well + badly}`);
    if (pace.badly > pace.well) problems.push(`"${this.#name}" is too slow to be polled every ${this.#everyMs} ms`);
    return {
      state,
      since,
      detail: state === 'live' ? `${detail}; polls answered in the last minute: ${well}` : detail,
      problems,
      behindBytes: this.#backlog.bytes,
      lastBlockAt: this.#backlog.lastBlockAt,
    };
  }

  async #stayConnected(signal: AbortSignal): Promise<void> {
    const { open = openModbusLink, definition, parts } = this.#options;
    this.#answeredAt = parts.now();
    while (!signal.aborted) {
      const link = await open(definition, signal).catch((error: unknown) => {
        this.#lose(error instanceof Error ? error.message : String(error));
        return null;
      });
      if (link) await this.#pollUntilGone(link, signal);
      await this.#reopen.wait(signal);
    }
  }

  async #pollUntilGone(link: ModbusLink, signal: AbortSignal): Promise<void> {
    let missed = 0;
    let closing: Promise<void> | null = null;
    const close = (): Promise<void> => (closing ??= link.close());
    signal.addEventListener('abort', close, { once: true });
    while (!signal.aborted && missed < AWAY_AFTER) {
      let isDue = false;
      const nextPoll = delay(this.#everyMs, undefined, { signal }).then(
        () => (isDue = true),
        () => undefined,
      );
      const failure = await this.#poll(link);
      if (signal.aborted) break;
      const now = this.#options.parts.now();
      this.#pace.add(now, isDue ? { badly: 1 } : { well: 1 });
      this.#answers.add(now, failure ? { badly: 1 } : { well: 1 });
      missed = failure?.why === 'unanswered' ? missed + 1 : 0;
      if (failure?.why === 'lost') {
        this.#lose(failure.message);
        break;
      }
      if (failure) this.#explain(failure, missed, now);
      else await this.#answered(now, signal);
      await nextPoll;
    }
    signal.removeEventListener('abort', close);
    await close();
  }

  /** null = it was answered, and its record is on its way. */
  async #poll(link: ModbusLink): Promise<Failure | null> {
    const answers: { request: ModbusRequest; words: number[] }[] = [];
    const open = [...this.#requests];
    for (let request = open.shift(); request; request = open.shift()) {
      const answer = await link.ask(request);
      if (answer.ok) {
        answers.push({ request, words: answer.words });
        continue;
      }
      const refusesRange = answer.why === 'exception' && REFUSES_RANGE.includes(answer.code);
      const instead = refusesRange ? narrower(request) : [];
      if (instead.length === 0) return { ...answer, request };
      open.unshift(...instead);
      this.#requests = this.#requests.flatMap((known) => (known === request ? instead : [known]));
    }
    const record = modbusRecord(this.#options.definition.registers, answers);
    this.#answeredAt = this.#options.parts.now();
    this.#backlog.add(record, 1, this.#answeredAt);
    return null;
  }

  async #answered(now: number, signal: AbortSignal): Promise<void> {
    this.#reopen.reset();
    this.#condition.become('live', now, `Polling "${this.#name}"`);
    if (!this.#backlog.isFull) return;
    this.#condition.become('waiting', now, `"${this.#name}" is not polled: memory is full`);
    await this.#backlog.room(signal);
  }

  #explain({ why, message, request }: Failure, missed: number, now: number): void {
    if (why === 'exception') {
      const { table, address, metric } = request.registers[0]!;
      const what = `${table} register ${address} ("${metric}")`;
      this.#condition.become('waiting', now, `"${this.#name}" refuses ${what}: ${message}; check its declaration`);
    } else if (missed >= AWAY_AFTER) {
      const since = this.#answeredAt ?? now;
      const clock = new Date(since).toISOString();
      const detail = `"${this.#name}" does not answer since ${clock} (${message}); check unit, wiring and power`;
      this.#condition.become('waiting', since, detail);
    }
  }

  #lose(message: string): void {
    const { definition, parts } = this.#options;
    const detail = definition.path
      ? portTrouble(definition.path, message)
      : `"${this.#name}" is not reachable (${message}); trying again`;
    this.#condition.become('lost', parts.now(), detail);
  }
}
