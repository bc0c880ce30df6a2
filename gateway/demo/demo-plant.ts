import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import { PACKING_LINES, type PackingLine } from './packing-lines.ts';

/** The plant file of the simulated plant, for an IANA zone; its paths are relative to the simulation's directory. */
export function demoPlantFile(timezone: string): PlantDefinition {
  return {
    plant: { id: 'demo', name: 'Demo plant', timezone, productionDayStart: '06:00' },
    processGroups: [
      { id: 'pouching', name: 'Pouching' },
      { id: 'dipstick', name: 'Dipstick' },
      { id: 'strips', name: 'Strips' },
    ],
    reasons: [
      { code: 'film-jam', name: 'Film jam' },
      { code: 'no-strips', name: 'No strips' },
      { code: 'vision-reject', name: 'Vision reject' },
      { code: 'sealer-temperature', name: 'Sealer temperature' },
      { code: 'wait-for-qc', name: 'Wait for QC' },
      { code: 'changeover', name: 'Changeover' },
      { code: 'cleaning', name: 'Cleaning' },
      { code: 'break', name: 'Break', planned: true },
      { code: 'shift-change', name: 'Shift change', planned: true },
    ],
    lines: [...PACKING_LINES.map(lineDefinition), ...UNHEARD_LINES],
  };
}

/** Lines without a sensor: they are planned, and kept by hand. They cost nothing, and a plan has somewhere to go. */
const UNHEARD_LINES: readonly LineDefinition[] = [
  unheardLine({
    id: 'line9',
    name: 'Line 9',
    processGroup: 'pouching',
    idealRatePerHour: 8400,
    standardRatePerHour: 5000,
  }),
  unheardLine({
    id: 'dip-a',
    name: 'Dipstick A',
    processGroup: 'dipstick',
    idealRatePerHour: 5400,
    standardRatePerHour: 3600,
  }),
  unheardLine({
    id: 'dip-b',
    name: 'Dipstick B',
    processGroup: 'dipstick',
    idealRatePerHour: 5400,
    standardRatePerHour: 3600,
  }),
  unheardLine({
    id: 'cutter',
    name: 'Strip cutter',
    processGroup: 'strips',
    idealRatePerHour: 18000,
    standardRatePerHour: 12000,
  }),
];

type Unheard = Pick<LineDefinition, 'id' | 'name' | 'idealRatePerHour' | 'standardRatePerHour'> & {
  processGroup: string;
};

function unheardLine(line: Unheard): LineDefinition {
  return {
    ...line,
    stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
    calendar: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '06:30', end: '23:00' },
    sources: [],
  };
}

/** Around the clock, so that the demo is alive whenever somebody looks. */
function lineDefinition({ id, name, folder, sealerPort, breaks }: PackingLine): LineDefinition {
  return {
    id,
    name,
    processGroup: 'pouching',
    idealRatePerHour: 8400,
    standardRatePerHour: 5000,
    stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
    targets: { availability: 0.85, effectiveness: 0.85, quality: 0.995, oee: 0.7 },
    calendar: { start: '00:00', end: '24:00', breaks: breaks.map((planned) => ({ ...planned })) },
    sources: [
      {
        id: 'vision',
        kind: 'csv',
        path: `${folder}/PR*.txt`,
        meaning: 'cycles',
        columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
        time: { column: 'time', format: 'MM/DD/YY HH:mm:ss.SSS' },
      },
      {
        id: 'sealer',
        kind: 'serial',
        path: sealerPort,
        baudRate: 9600,
        meaning: 'samples',
        columns: ['sealing-temperature'],
        metrics: [{ id: 'sealing-temperature', name: 'Sealing temperature', unit: '°C', resolution: 0.1 }],
      },
    ],
  };
}
