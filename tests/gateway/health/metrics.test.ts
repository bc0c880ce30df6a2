import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../gateway/health/metrics.ts';
import { NOW, replicating, seen } from './seen.ts';

const usage = () => ({ cpuSeconds: 12.5, residentBytes: 200e6, heapBytes: 100e6 });

function metricsOf(observed = seen()) {
  let looks = 0;
  const metrics = new Metrics({ observed: () => (looks++, observed), now: () => NOW, usage });
  const shown = async () => (await metrics.text()).split('\n').filter((line) => line && !line.startsWith('#'));
  return { metrics, shown, looks: () => looks };
}

describe('the metrics of a gateway', () => {
  it('count rows by line and source', async () => {
    const { metrics, shown } = metricsOf();
    metrics.taken('line8/vision', 200, 0);
    metrics.taken('line8/vision', 100, 3);
    expect(await shown()).toEqual(
      expect.arrayContaining([
        'lineside_rows_total{line="line8",source="vision"} 300',
        'lineside_rows_rejected_total{line="line8",source="vision"} 3',
      ]),
    );
  });

  it('show what is seen at the moment of asking, by one look', async () => {
    const { shown, looks } = metricsOf(seen({ devices: 5, store: { running: true, crashes: 2 } }));
    const lines = await shown();
    expect(lines).toEqual(
      expect.arrayContaining([
        'lineside_info{gateway="gw-1",version="1.2.3",role="line"} 1',
        'lineside_devices_connected 5',
        'lineside_store_crashes_total 2',
        'lineside_store_up 1',
        'lineside_process_resident_memory_bytes 200000000',
        'lineside_source_behind_bytes{line="line8",source="sealer"} 7',
        'lineside_check{check="store"} 0',
      ]),
    );
    expect(looks()).toBe(1);
    expect(await shown()).toEqual(lines);
  });

  it('leave out what is not known instead of calling it 0', async () => {
    const unknown = metricsOf(seen(null, { clock: { synchronised: null, since: null } }));
    const text = (await unknown.shown()).join('\n');
    expect(text).toContain('lineside_ready 0');
    expect(text).not.toMatch(/clock_synchronised|backup_age|plant_reached|disk_free|journal_bytes/);
  });

  it('sum what waits for the plant over its databases', async () => {
    const database = (name: string, waiting: number, denied: number) =>
      ({ name, direction: 'push', current: waiting === 0, waiting, lastAt: null, verifiedAt: null, denied }) as const;
    const replication = replicating({}, [database('facts_gw-1_line8_2026_10', 0, 1), database('facts_gw-1_line8_2026_11', 40, 2)]); // prettier-ignore
    const { shown } = metricsOf(seen({ replication }));
    expect((await shown()).filter((line) => line.startsWith('lineside_replication'))).toEqual([
      'lineside_replication_waiting{direction="push"} 40',
      'lineside_replication_behind{direction="push"} 1',
      'lineside_replication_denied{direction="push"} 3',
    ]);
  });

  it('have names with units, and a help text each', async () => {
    const { metrics } = metricsOf();
    const text = await metrics.text();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    expect(types.length).toBeGreaterThan(25);
    for (const [, name, type] of types) {
      expect(name).toMatch(/^lineside_[a-z_]+$/);
      expect(text).toMatch(new RegExp(`^# HELP ${name} \\S.*\\.$`, 'm'));
      expect(name!.endsWith('_total'), name).toBe(type === 'counter');
    }
  });

  it('are its own: two gateways in one process do not count together', async () => {
    const [one, other] = [metricsOf(), metricsOf()];
    one.metrics.pushed('accepted');
    expect((await other.shown()).join('\n')).not.toContain('facts_pushed_total{');
  });
});
