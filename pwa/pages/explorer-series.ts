/** Keeps the Explorer page on the series that it wants, as long as it is open. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SeriesMetric } from '../../shared/series/metric.ts';
import type { Fetch } from '../data/requests.ts';
import { SeriesCache } from '../data/series-cache.ts';
import { loadCatalogue, type CatalogueTrouble } from '../data/series-catalogue.ts';
import type { SeriesPiece } from '../data/series-piece.ts';
import { SeriesStore, type Demand } from '../data/series.ts';

/** How often what grows is asked for; each answer is good for its own time. */
const RENEW_MS = 2_000;
/** Answers come in crowds and are shown together: painting each would take longer than getting them. */
const FIRST_MS = 24;
const TOGETHER_MS = 150;
/** While hands move, tiers and tiles change faster than they are worth asking for. */
const REST_MS = 80;

export interface Surroundings {
  fetch: Fetch;
  openCache: () => Promise<Cache>;
  /** The gateway's clock, ms. */
  now: () => number;
}

export class ExplorerSeries implements ReactiveController {
  /** Null until there is a list. */
  metrics: readonly SeriesMetric[] | null = null;
  /** Why the list could not be had. */
  trouble: CatalogueTrouble = null;
  readonly #host: ReactiveControllerHost;
  readonly #around: Surroundings;
  #store: SeriesStore | null = null;
  #cache: SeriesCache | null = null;
  #stop = new AbortController();
  #renewing: ReturnType<typeof setInterval> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #isBehind = false;
  #wanted = '';
  #movedAt = -Infinity;
  #reachable = false;

  constructor(host: ReactiveControllerHost, around: Surroundings) {
    this.#host = host;
    this.#around = around;
    host.addController(this);
  }

  hostConnected(): void {
    const { fetch, openCache, now } = this.#around;
    this.#stop = new AbortController();
    this.#cache = new SeriesCache(openCache, now);
    this.#store = new SeriesStore({ fetch, cache: this.#cache, now, changed: this.#changed });
    this.#wanted = '';
    this.#renewing = setInterval(() => this.#renew(), RENEW_MS);
    void this.list();
  }

  hostDisconnected(): void {
    clearInterval(this.#renewing);
    clearTimeout(this.#resting);
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#stop.abort();
    this.#store?.close();
    this.#store = null;
  }

  /** Gets the list of metrics. */
  async list(): Promise<void> {
    const stop = this.#stop.signal;
    if (!this.#cache) return;
    const shown = (metrics: SeriesMetric[]) => {
      if (stop.aborted) return;
      this.metrics = metrics;
      this.#host.requestUpdate();
    };
    const trouble = await loadCatalogue({ ...this.#around, cache: this.#cache }, shown, stop);
    if (stop.aborted) return;
    this.trouble = trouble;
    this.#host.requestUpdate();
  }

  /** Call with each render: asks for what is new in it, at once for a single step and when hands rest for many. */
  want(demands: readonly Demand[]): void {
    const key = JSON.stringify(demands);
    if (key === this.#wanted) return;
    const now = this.#around.now();
    const isRested = now - this.#movedAt > 2 * REST_MS;
    this.#wanted = key;
    this.#movedAt = now;
    clearTimeout(this.#resting);
    if (isRested) this.#store?.want(demands);
    else this.#resting = setTimeout(() => this.#store?.want(demands), REST_MS);
  }

  read(metric: string, demand: Omit<Demand, 'metrics'>): SeriesPiece | null {
    return this.#store?.read(metric, demand) ?? null;
  }

  /** Whether the gateway is in reach: what failed is asked for again as soon as it is. */
  reachable(is: boolean): void {
    const came = is && !this.#reachable;
    this.#reachable = is;
    if (!came) return;
    this.#store?.retry();
    if (this.trouble) void this.list();
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#store?.retry();
    if (this.trouble) void this.list();
  }

  readonly #changed = (): void => {
    this.#isBehind = true;
    this.#gathering ??= setTimeout(this.#show, FIRST_MS);
  };

  readonly #show = (): void => {
    this.#gathering = undefined;
    if (!this.#isBehind) return;
    this.#isBehind = false;
    this.#host.requestUpdate();
    this.#gathering = setTimeout(this.#show, TOGETHER_MS);
  };

  #renew(): void {
    if (document.visibilityState !== 'visible') return;
    if (this.#reachable) this.#store?.renew();
    // Time goes on: a view that ends now moves.
    this.#host.requestUpdate();
  }
}
