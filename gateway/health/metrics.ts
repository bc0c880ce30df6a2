/**
 * `/metrics` for Prometheus: what is counted where it happens, in a registry of its own. What is only looked at stands in
 * `gauges.ts`. Names of series are bounded: by the plant file, the table of routes, and lists in the code.
 */
import { Counter, Histogram, Registry } from 'prom-client';
import { registerGauges } from './gauges.ts';
import type { Observed } from './observed.ts';
import type { Answered } from './request-times.ts';

export type StoreOperation = 'read' | 'insert' | 'put' | 'changes' | 'drop';

export interface MetricsParts {
  observed: () => Observed;
  now: () => number;
  /** Of this process: seconds of processor, bytes of memory. */
  usage?: () => { cpuSeconds: number; residentBytes: number; heapBytes: number };
}

const SECONDS = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];

export class Metrics {
  readonly #registry = new Registry();
  readonly #rows;
  readonly #rejected;
  readonly #requests;
  readonly #store;
  readonly #storeFailures;
  readonly #eventLoop;
  readonly #pushed;
  readonly #pulled;
  /** One look for all that is shown together. */
  #seen: Observed | null = null;
  readonly #observed: () => Observed;

  constructor(parts: MetricsParts) {
    const registers = [this.#registry];
    const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
      new Counter({ name: `lineside_${name}`, help, labelNames, registers });
    const seconds = <L extends string>(name: string, help: string, labelNames: L[]) =>
      new Histogram({ name: `lineside_${name}`, help, labelNames, registers, buckets: SECONDS });
    this.#rows = counter('rows_total', 'Rows read, rejected ones included.', ['line', 'source']);
    this.#rejected = counter('rows_rejected_total', 'Rows that could not be read.', ['line', 'source']);
    this.#pushed = counter('facts_pushed_total', 'Facts that devices sent, by what became of them.', ['result']);
    this.#pulled = counter('rows_pulled_total', 'Rows of projections that devices pulled.', ['collection']);
    this.#requests = seconds('http_request_duration_seconds', 'From the request to the begin of its answer.', [
      'method',
      'route',
      'status',
    ]);
    this.#store = seconds('store_request_duration_seconds', 'Requests to the store that it answered.', ['operation']);
    this.#storeFailures = counter('store_failures_total', 'Requests that the store did not answer or refused.', [
      'operation',
    ]);
    this.#eventLoop = seconds('event_loop_delay_seconds', 'What is due waits so long for its turn.', []);
    this.#observed = parts.observed;
    registerGauges(this.#registry, { ...parts, observed: () => this.#seen ?? parts.observed() });
  }

  /** `source` = `<line>/<source>`. */
  taken(source: string, rows: number, rejected: number): void {
    const [line = '', id = ''] = source.split('/');
    this.#rows.inc({ line, source: id }, rows);
    if (rejected > 0) this.#rejected.inc({ line, source: id }, rejected);
  }

  answered({ seconds, ...labels }: Answered): void {
    this.#requests.observe(labels, seconds);
  }

  storeAnswered(operation: StoreOperation, seconds: number): void {
    this.#store.observe({ operation }, seconds);
  }

  storeFailed(operation: StoreOperation): void {
    this.#storeFailures.inc({ operation });
  }

  delayed(ms: number): void {
    this.#eventLoop.observe(ms / 1_000);
  }

  pushed(result: 'accepted' | 'rejected' | 'later'): void {
    this.#pushed.inc({ result });
  }

  /** `collection` must exist: whoever asks for another is refused before. */
  pulled(collection: string, rows: number): void {
    this.#pulled.inc({ collection }, rows);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    this.#seen = this.#observed();
    return this.#registry.metrics();
  }
}
