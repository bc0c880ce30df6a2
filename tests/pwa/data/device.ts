/** A device for tests: storage in memory that outlives a restart of the app, real HTTP, short delays. */
import { randomUUID } from 'node:crypto';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { lineHourKey, unknownHour } from '../../../shared/documents/line-hour.ts';
import type { HourRow, LineReference, LineRow, PlantReference } from '../../../shared/sync/rows.ts';
import { openAppData, type DeviceData } from '../../../pwa/data/app-data.ts';
import type { Surroundings } from '../../../pwa/data/surroundings.ts';
import type { Place } from '../../../pwa/data/database.ts';
import type { Live } from '../../../pwa/data/line-data.ts';
import type { Safe } from '../../../pwa/data/safe.ts';
import type { TabChannel } from '../../../pwa/data/tabs.ts';
import { httpEventStream } from './http-event-stream.ts';

export const HOUR = 3_600_000;

export class Device {
  readonly place: Place = newPlace();
  readonly safe: Safe = newSafe();
  /** How often caches were emptied. */
  forgotten = 0;
  readonly faults: unknown[] = [];
  clock = () => Date.now();
  #url: string;
  #wake: () => void = () => undefined;

  constructor(gateway: { url: string }) {
    this.#url = gateway.url;
  }

  /** Starts the app; the storage is what the last run left. Resolves when it is known who is here. */
  async open(changes: Partial<Surroundings> = {}): Promise<DeviceData> {
    const data = await openAppData({
      place: this.place,
      safe: this.safe,
      fetch: (url, init) => fetch(new URL(url, this.#url), init),
      openStream: (url) => httpEventStream(this.#url + url),
      channel: silentChannel(),
      clock: () => this.clock(),
      random: Math.random,
      onWake: (listener) => {
        this.#wake = listener;
        return () => undefined;
      },
      installed: { subscribe: (listener) => (listener({ readyOffline: true, updateReady: false }), () => undefined) },
      update: () => undefined,
      lookForUpdate: () => Promise.resolve('none'),
      version: '0.2.0',
      storage: {},
      forget: () => Promise.resolve(void this.forgotten++),
      fault: (error) => this.faults.push(error),
      delays: { firstMs: 10, mostMs: 40 },
      ...changes,
    });
    await when(data.access.now, ({ phase }) => phase !== 'opening');
    return data;
  }

  /** The browser says that the network is back. */
  online(): void {
    this.#wake();
  }
}

export function newPlace(): Place {
  const kept = new Map<string, string>();
  return {
    strict: getRxStorageMemory(),
    relaxed: getRxStorageMemory(),
    name: `test-${randomUUID()}`,
    multiInstance: false,
    keep: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  };
}

export function newSafe(): Safe {
  const kept = new Map<string, unknown>();
  return {
    get: (name) => Promise.resolve(kept.get(name)),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
    remove: (name) => Promise.resolve(void kept.delete(name)),
  };
}

export function silentChannel(): TabChannel {
  return { postMessage: () => undefined, addEventListener: () => undefined, close: () => undefined };
}

/** Resolves with the first value that is as wanted; says what it saw instead when that takes too long. */
export function when<T>(live: Live<T>, wanted: (value: T) => boolean, withinMs = 5_000): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: T | undefined;
    const timer = setTimeout(() => {
      queueMicrotask(() => stop());
      reject(new Error(`waited ${withinMs} ms, last seen: ${JSON.stringify(last)?.slice(0, 600)}`));
    }, withinMs);
    const stop = live.subscribe((value) => {
      last = value;
      if (!wanted(value)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(value);
    });
  });
}

export async function until(wanted: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  for (const start = Date.now(); !(await wanted());) {
    if (Date.now() - start > withinMs) throw new Error(`waited ${withinMs} ms for: ${wanted.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const thisHour = () => Math.floor(Date.now() / HOUR) * HOUR;

export function hourRow(line: string, hourAt: number, changes: Partial<HourRow> = {}): HourRow {
  const row = { id: lineHourKey(line, hourAt), line, closed: true, seq: 1, reasons: [], facts: [] };
  return { ...unknownHour(hourAt), coveredTo: hourAt + HOUR, ...row, ...changes };
}

export function lineRow(line: string, changes: Partial<LineRow> = {}): LineRow {
  return {
    id: `line:${line}`,
    line,
    seq: 1,
    at: Date.now(),
    state: 'Execute',
    since: null,
    lastCycleAt: null,
    lot: null,
    item: null,
    ratePerMinute: null,
    metrics: [],
    rejectedRows: 0,
    behindBytes: 0,
    ...changes,
  };
}

export function referenceRows(...lines: string[]): { id: string; kind: string; body: unknown }[] {
  const plant: PlantReference = {
    id: 'demo',
    name: 'Demo',
    timezone: 'UTC',
    productionDayStart: '06:00',
    processGroups: [],
    demo: true,
  };
  const stops = { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 };
  const rates = { idealRatePerHour: 8400, standardRatePerHour: 5000, stops };
  return [
    { id: 'plant', kind: 'plant', body: plant },
    { id: 'reasons', kind: 'reasons', body: [{ code: 'jam', name: 'Jam' }] },
    ...lines.map((id, position) => {
      const body: LineReference = { id, name: id, ...rates, position };
      return { id: `line:${id}`, kind: 'line', body };
    }),
  ];
}

export const jam = (line: string, from: number) => ({
  line,
  from,
  to: from + 90_000,
  code: 'jam',
  name: 'Jam',
  supersedes: null,
});
