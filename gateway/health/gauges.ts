/** What is looked at when somebody asks for `/metrics`, and costs nothing before. */
import { Counter, Gauge, type Registry } from 'prom-client';
import { checksOf } from './checks.ts';
import type { MetricsParts } from './metrics.ts';
import type { Observed, ObservedRunning } from './observed.ts';

type Values = [labels: Record<string, string>, value: number][];

export function registerGauges(registry: Registry, { observed, now, usage = ownUsage }: MetricsParts): void {
  /** `of` = all values of this moment; absent ones are not shown, which is not the same as 0. */
  const labelled = (name: string, help: string, labelNames: string[], of: (seen: Observed) => Values): void => {
    const declared = { name: `lineside_${name}`, help, labelNames, registers: [registry] };
    const metric: Counter | Gauge = name.endsWith('_total')
      ? new Counter({ ...declared, collect: () => show() })
      : new Gauge({ ...declared, collect: () => show() });
    const show = (): void => {
      metric.reset();
      // One without labels is reset to 0, which would be a claim.
      if (labelNames.length === 0) metric.remove();
      for (const [labels, value] of of(observed())) metric.inc(labels, value);
    };
  };
  const plain = (name: string, help: string, of: (seen: Observed) => number | null | undefined): void =>
    labelled(name, help, [], (seen) => {
      const value = of(seen);
      return value === null || value === undefined ? [] : [[{}, value]];
    });
  const running = (name: string, help: string, of: (seen: ObservedRunning) => number | null | undefined): void =>
    plain(name, help, (seen) => (seen.running ? of(seen.running) : null));

  labelled('info', 'Which gateway this is; always 1.', ['gateway', 'version', 'role'], (seen) => [
    [{ gateway: seen.gateway, version: seen.version, role: seen.role }, 1],
  ]);
  plain('start_time_seconds', 'When the gateway started, seconds since 1970.', ({ startedAt }) => startedAt / 1_000);
  plain('ready', '1 = lines are restored and sources are read.', (seen) => Number(seen.running !== null));
  labelled('check', 'Checks of /health: 0 = ok, 1 = degraded, 2 = failing.', ['check'], (seen) =>
    checksOf(seen, now()).map(({ name, status }) => [{ check: name }, ['ok', 'degraded', 'failing'].indexOf(status)]),
  );

  plain(
    'process_cpu_seconds_total',
    'Processor time of the gateway, its store not included.',
    () => usage().cpuSeconds,
  );
  plain('process_resident_memory_bytes', 'Memory of the gateway, its store not included.', () => usage().residentBytes);
  plain('process_heap_bytes', 'Of it in use by JavaScript.', () => usage().heapBytes);

  running('journal_bytes', 'Raw bytes of sources that are kept.', ({ journal }) => journal.bytes);
  running('journal_segments', 'Files of the journal.', ({ journal }) => journal.segments);
  running('store_up', '1 = the store answers.', (seen) => Number(seen.store.running && isWriting(seen)));
  running('store_crashes_total', 'How often the embedded store ended by itself.', ({ store }) => store.crashes);
  running('facts_waiting', 'Documents that wait for the store.', ({ facts }) => facts.waiting);
  running('facts_differing_total', 'Documents that the store had with other content.', ({ facts }) => facts.differing);
  running('facts_refused_total', 'Facts of devices that were refused.', ({ facts }) => facts.refused);
  running('hours_unstated', 'Hours that are over and not yet stated.', ({ unstatedHours }) => unstatedHours);
  running('devices_connected', 'Devices that listen to live values.', ({ devices }) => devices);
  running('disk_free_bytes', 'Room for DATA_DIR.', ({ disk }) => disk.freeBytes);
  labelled(
    'source_lost',
    '1 = the source cannot be heard.',
    ['line', 'source'],
    ofSources(({ state }) => Number(state === 'lost')),
  );
  labelled(
    'source_behind_bytes',
    'Bytes that are there and not yet read.',
    ['line', 'source'],
    ofSources(({ behindBytes }) => behindBytes),
  );
  labelled('certificate_days_left', 'Whole days; negative = expired.', ['certificate'], (seen) =>
    (seen.running?.tls?.certificates ?? []).map(({ what, daysLeft }) => [{ certificate: what }, daysLeft]),
  );

  plain('clock_synchronised', '1 = something keeps the clock right; absent = not known.', ({ clock }) =>
    clock.synchronised === null ? null : Number(clock.synchronised),
  );
  running('clock_jumps', 'Jumps of the clock since the start, at most 100.', ({ clockJumps }) => clockJumps.length);
  running('clock_offset_seconds', 'Clock of the plant less this one.', ({ replication }) => {
    const offset = replication?.plant?.clockOffsetMs;
    return offset === null || offset === undefined ? null : offset / 1_000;
  });
  running('plant_reached', '1 = the plant is reached; absent = none was joined.', ({ replication }) =>
    replication?.plant ? Number(replication.plant.state === 'reached') : null,
  );
  labelled(
    'replication_waiting',
    'About so many documents wait to be copied.',
    ['direction'],
    ofDirections((each) => each.waiting ?? 0),
  );
  labelled(
    'replication_behind',
    'Databases that are not current.',
    ['direction'],
    ofDirections((each) => Number(!each.current)),
  );
  labelled(
    'replication_denied',
    'Rows that the plant refused.',
    ['direction'],
    ofDirections((each) => each.denied),
  );
  running('backup_age_seconds', 'Since the latest whole backup; absent = there is none.', ({ backup }) =>
    backup && backup.lastAt !== null ? (now() - backup.lastAt) / 1_000 : null,
  );
}

function isWriting({ storeWrites }: ObservedRunning): boolean {
  return storeWrites.failingSince === null;
}

function ofSources(value: (source: ObservedRunning['sources'][number]) => number): (seen: Observed) => Values {
  return ({ running }) =>
    (running?.sources ?? []).map((source) => {
      const [line = '', id = ''] = source.id.split('/');
      return [{ line, source: id }, value(source)];
    });
}

type Replicated = NonNullable<ObservedRunning['replication']>['databases'][number];

/** Summed: there is a database for each line and month. */
function ofDirections(value: (database: Replicated) => number): (seen: Observed) => Values {
  return ({ running }) => {
    const databases = running?.replication?.databases ?? [];
    return (['push', 'pull'] as const).flatMap((direction): Values => {
      const those = databases.filter((each) => each.direction === direction);
      return those.length === 0 ? [] : [[{ direction }, those.reduce((sum, each) => sum + value(each), 0)]];
    });
  };
}

function ownUsage(): { cpuSeconds: number; residentBytes: number; heapBytes: number } {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuSeconds: (user + system) / 1e6, residentBytes: rss, heapBytes: heapUsed };
}
