/** Plants that only measure: as many sensors as a measure needs, in files or behind Modbus devices. */
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import type { CsvSamples, ModbusSource, SourceDefinition } from '../../shared/sources.ts';

/** Of the rows of `appending-process.ts`. */
export const APPENDED_COLUMNS = ['time', 'value', 'writtenAt'];

/** One line for each list of sources: `line1`, `line2` … */
export function plantOf(sources: readonly (readonly SourceDefinition[])[]): PlantDefinition {
  return {
    plant: { id: 'bench', name: 'Bench', timezone: 'UTC' },
    lines: sources.map((some, i): LineDefinition => ({
      id: `line${i + 1}`,
      name: `Line ${i + 1}`,
      idealRatePerHour: 8400,
      standardRatePerHour: 5000,
      stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
      sources: [...some],
    })),
  };
}

/** A sensor whose values a logger writes into files; its metric is called like the source. */
export function fileSensor(id: string, path: string, columns = ['time', 'value']): CsvSamples {
  return {
    ...{ id, kind: 'csv', path, meaning: 'samples', columns },
    time: { column: 'time', format: 'epoch-ms' },
    metrics: [{ id, name: `Sensor ${id}`, unit: '°C', resolution: 0.01, column: 'value' }],
  };
}

/** A device whose first `registers` holding registers are polled; metrics `r0`, `r1` … */
export function modbusDevice(tcpPort: number, registers: number, everyMs: number): ModbusSource {
  const metrics = Array.from({ length: registers }, (_, i) => `r${i}`);
  return {
    ...{ id: 'plc', kind: 'modbus', meaning: 'samples', host: '127.0.0.1', tcpPort, unit: 1, everyMs },
    metrics: metrics.map((id) => ({ id, name: id, unit: '', resolution: 1 })),
    registers: metrics.map((metric, address) => ({ metric, table: 'holding', address })),
  };
}
