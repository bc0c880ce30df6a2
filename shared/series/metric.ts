/** What can be drawn: the sensors of a line's sources, what its machine says it does, and what its cycles say. */
import type { LineHourBody } from '../documents/line-hour.ts';
import type { LineDefinition, PlantDefinition } from '../equipment.ts';

/**
 * `sample`: measured, by a sensor or between cycles. `line`: one figure a minute, from the line's hours.
 * `state`: the number of a machine state in `MACHINE_STATES`.
 */
export type MetricKind = 'sample' | 'line' | 'state';

/** A metric as the plant defines it. */
export interface DefinedMetric {
  /** `line8/sealing-temperature` */
  id: string;
  line: string;
  lineName: string;
  metric: string;
  name: string;
  unit: string;
  /** A value is a whole multiple of it. */
  resolution: number;
  kind: MetricKind;
  /** Whose rows carry it; null = the line's own figure. */
  source: string | null;
}

/** An entry of `GET /api/series/metrics` (`{ metrics: SeriesMetric[] }`). */
export interface SeriesMetric extends DefinedMetric {
  /** First and last time of which something is known; null = nothing yet. */
  firstAt: number | null;
  lastAt: number | null;
}

/** The metric of chunks of cycles, of the times between them, and of machine states. */
export const CYCLES = 'cycles';
export const CYCLE_TIME = 'cycle-time';
export const MACHINE_STATE = 'machine-state';

type PerMinuteField = 'produced' | 'good' | 'rework' | 'empty' | 'downMs';

/** The line's own figures: one value a minute of an hour. */
export const LINE_FIGURES = [
  { metric: 'output', name: 'Output', unit: 'parts/min', resolution: 1, field: 'produced' },
  { metric: 'good', name: 'Good parts', unit: 'parts/min', resolution: 1, field: 'good' },
  { metric: 'rework', name: 'Rework', unit: 'parts/min', resolution: 1, field: 'rework' },
  { metric: 'empty', name: 'Empty cycles', unit: 'cycles/min', resolution: 1, field: 'empty' },
  { metric: 'downtime', name: 'Down time', unit: 's/min', resolution: 0.001, field: 'downMs' },
] as const satisfies readonly {
  metric: string;
  name: string;
  unit: string;
  resolution: number;
  field: PerMinuteField & keyof LineHourBody;
}[];
export type LineFigure = (typeof LINE_FIGURES)[number];

/** No sensor may be called so: the line's own series are. */
export const RESERVED_METRICS: ReadonlySet<string> = new Set([
  CYCLES,
  CYCLE_TIME,
  MACHINE_STATE,
  ...LINE_FIGURES.map(({ metric }) => metric),
]);

export function seriesId(line: string, metric: string): string {
  return `${line}/${metric}`;
}

/** Everything that the plant's lines can be asked for, in order of the plant file. */
export function definedMetrics(plant: Pick<PlantDefinition, 'lines'>): DefinedMetric[] {
  return plant.lines.flatMap((line) => [
    ...figuresOf(line),
    ...line.sources.flatMap((source) => metricsOf(line, source)),
  ]);
}

function figuresOf(line: LineDefinition): DefinedMetric[] {
  if (!line.sources.some(({ meaning }) => meaning === 'cycles')) return [];
  return LINE_FIGURES.map(({ metric, ...figure }) => defined(line, { id: metric, ...figure }, 'line', null));
}

function metricsOf(line: LineDefinition, source: LineDefinition['sources'][number]): DefinedMetric[] {
  switch (source.meaning) {
    case 'samples':
      return source.metrics.map((metric) => defined(line, metric, 'sample', source.id));
    case 'cycles':
      return [defined(line, { id: CYCLE_TIME, name: 'Cycle time', unit: 'ms', resolution: 1 }, 'sample', source.id)];
    case 'states':
      return [defined(line, { id: MACHINE_STATE, name: 'Machine state', unit: '', resolution: 1 }, 'state', source.id)];
  }
}

function defined(
  line: LineDefinition,
  { id, name, unit, resolution }: { id: string; name: string; unit: string; resolution: number },
  kind: MetricKind,
  source: string | null,
): DefinedMetric {
  return {
    id: seriesId(line.id, id),
    line: line.id,
    lineName: line.name,
    metric: id,
    name,
    unit,
    resolution,
    kind,
    source,
  };
}
