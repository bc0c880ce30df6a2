import { describe, expect, it } from 'vitest';
import { databaseName } from '../../../shared/documents/database-names.ts';
import { mayBeGiven, offeredTo, pullOf } from '../../../shared/replication/may-pull.ts';

const reader = { gateway: 'gw-2', lines: ['line8'], replaces: ['gw-1'] };
const may = (name: string) => pullOf(databaseName(name)!, reader);

describe('what a gateway may read at its plant', () => {
  it('is everybody’s configuration and plans, and what others say about its lines', () => {
    for (const name of [
      'config_plant',
      'config_gw-3',
      'plan_plant_2026_11',
      'plan_gw-3_2026_11',
      'facts_plant_line8_2026_11',
    ])
      expect(may(name), name).toBe('news');
  });

  it('is what those before it wrote about its lines', () => {
    expect(may('facts_gw-1_line8_2026_10')).toBe('rebuild');
    expect(may('series_gw-1_line8_2026_10')).toBe('rebuild');
  });

  it('is nothing of its own name, no trail, no other line, and no chunks of those that still write', () => {
    for (const name of [
      ...['config_gw-2', 'plan_gw-2_2026_11', 'facts_gw-2_line8_2026_11', 'series_gw-2_line8_2026_11'],
      ...['audit_plant_2026_11', 'audit_gw-1_2026_11', 'audit_gw-2_2026_11'],
      ...['facts_gw-1_line5_2026_10', 'series_gw-1_line5_2026_10', 'facts_plant_line5_2026_11'],
      ...['series_gw-3_line8_2026_11', 'series_plant_line8_2026_11'],
    ])
      expect(may(name), name).toBe(null);
  });

  it('is offered with what counts first ahead: configuration of the plant, then the newest months', () => {
    const names = [
      ...['facts_plant_line8_2026_09', 'facts_plant_line8_2026_11', 'plan_gw-3_2026_11', 'plan_plant_2026_11'],
      ...['config_gw-3', 'config_plant', 'local_plant_meta', 'facts_gw-3_line5_2026_11', 'something'],
      ...['series_gw-1_line8_2026_09', 'facts_gw-1_line8_2026_09', 'series_gw-1_line8_2026_10'],
    ];
    expect(offeredTo(reader, 'plant', names)).toEqual({
      news: [
        ...['config_plant', 'config_gw-3', 'plan_plant_2026_11', 'plan_gw-3_2026_11'],
        ...['facts_plant_line8_2026_11', 'facts_plant_line8_2026_09'],
      ],
      rebuild: ['series_gw-1_line8_2026_10', 'facts_gw-1_line8_2026_09', 'series_gw-1_line8_2026_09'],
    });
  });

  it('leaves out who people are at other lines, and how they sign on there', () => {
    const given = (name: string, id: string) => mayBeGiven(databaseName(name)!, 'plant', id);
    for (const kind of ['person', 'credential', 'device', 'gateway']) {
      expect(given('config_gw-3', `cfg:${kind}:somebody:1:a`), kind).toBe(false);
      expect(given('config_plant', `cfg:${kind}:somebody:1:a`), kind).toBe(true);
    }
    for (const kind of ['plant', 'line', 'reasons', 'reading', 'audit-head'])
      expect(given('config_gw-3', `cfg:${kind}:it:1:a`), kind).toBe(true);
  });
});
