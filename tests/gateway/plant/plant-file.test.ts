import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlantFile } from '../../../gateway/plant/plant-file.ts';
import { plantProblems } from '../../../shared/plant-problems.ts';

const metric = { id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 };
const csv = () => ({
  id: 'vision',
  kind: 'csv',
  path: 'Line8/PR*.txt',
  meaning: 'cycles',
  columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
  time: { column: 'time', format: 'MM/DD/YY HH:mm:ss.SSS' },
});
const serial = () => ({
  id: 'sealer',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  columns: ['temperature'],
  metrics: [metric],
});
const line = () => ({
  id: 'line8',
  name: 'Line 8',
  processGroup: 'pouching',
  idealRatePerHour: 8_400,
  standardRatePerHour: 5_000,
  stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
  calendar: {
    days: ['mon', 'fri'],
    start: '06:00',
    end: '24:00',
    breaks: [{ start: '12:00', end: '12:30', name: 'Lunch' }],
  },
  sources: [csv(), serial()],
});
const plant = () => ({
  plant: { id: 'demo', name: 'Demo plant', timezone: 'America/Los_Angeles' },
  processGroups: [{ id: 'pouching', name: 'Pouching' }],
  reasons: [{ code: 'jam', name: 'Jam' }],
  lines: [line()],
});

/** The places of the problems of a plant file whose first line is changed. */
const placesOf = (changes: object) =>
  plantProblems({ ...plant(), lines: [{ ...line(), ...changes }] }).map((problem) => problem.split(': ')[0]);

describe('a plant file', () => {
  it('like the one in the manual is valid', () => {
    expect(plantProblems(plant())).toEqual([]);
    expect(
      plantProblems({ plant: plant().plant, lines: [{ ...line(), processGroup: undefined, sources: [] }] }),
    ).toEqual([]);
  });

  it('has every problem of its form reported at once, each with its place', () => {
    const spoilt = {
      ...plant(),
      plant: { id: 'Demo', name: '', timezone: 'UTC', colour: 'red' },
      lines: [{ ...line(), idealRatePerHour: 0, calendar: { start: '25:00', end: '6:00' } }],
    };
    const places = plantProblems(spoilt).map((problem) => problem.split(': ')[0]);
    expect(places.sort()).toEqual([
      'lines.0.calendar.end',
      'lines.0.calendar.start',
      'lines.0.idealRatePerHour',
      'plant.colour',
      'plant.id',
      'plant.name',
    ]);
  });

  it('has a setting that is not known reported by its place', () => {
    expect(plantProblems({ ...plant(), linez: [] })).toEqual(['linez: is not a known setting']);
  });

  it.each([
    ['lines.line8.processGroup', { processGroup: 'bagging' }],
    ['lines.line8.stops.bins', { stops: { minSeconds: 1.1, bins: [60, 12], downFromSeconds: 60 } }],
    ['lines.line8.sources', { sources: [serial(), serial()] }],
    ['lines.line8.sources', { sources: [csv(), { ...csv(), id: 'other' }] }],
    [
      'lines.line8.sources.vision.columns',
      { sources: [{ ...csv(), columns: ['itemNumber', 'lotNumber', 'partPresent', 'time'] }] },
    ],
    ['lines.line8.sources.vision.columns', { sources: [{ ...csv(), columns: [...csv().columns, 'time'] }] }],
    ['lines.line8.sources.vision.time.zone', { sources: [{ ...csv(), time: { ...csv().time, zone: 'Mars/Base' } }] }],
    [
      'lines.line8.sources.vision.time.format',
      { sources: [{ ...csv(), time: { ...csv().time, format: 'HH:mm:ss' } }] },
    ],
    ['lines.line8.sources.sealer.metrics', { sources: [{ ...serial(), columns: ['pressure'] }] }],
    ['lines.line8.sources.sealer.metrics', { sources: [{ ...serial(), metrics: [metric, metric] }] }],
  ])('has a problem at %s', (place, changes) => {
    expect(placesOf(changes)).toEqual([place]);
  });

  it('has problems of form and of meaning reported together', () => {
    const places = plantProblems({
      ...plant(),
      plant: { ...plant().plant, timezone: 'Mars/Base' },
      lines: [{ ...line(), name: '' }],
    }).map((problem) => problem.split(': ')[0]);
    expect(places).toEqual(expect.arrayContaining(['lines.0.name', 'plant.timezone']));
  });

  it('names the zone, ids and reasons that are wrong', () => {
    const spoilt = {
      ...plant(),
      plant: { ...plant().plant, timezone: 'Mars/Base' },
      reasons: [
        { code: 'jam', name: 'a' },
        { code: 'jam', name: 'b' },
      ],
      lines: [line(), line()],
    };
    expect(plantProblems(spoilt)).toEqual([
      'plant.timezone: "Mars/Base" is not an IANA time zone',
      'lines: the id "line8" is used twice',
      'reasons: the code "jam" is used twice',
    ]);
  });

  it.each([null, 7, [], 'plant', {}])('that is something else is refused, not a crash: %j', (value) => {
    expect(plantProblems(value).length).toBeGreaterThan(0);
  });
});

describe('reading a plant file', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lineside-plant-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const read = async (text: string) => {
    const path = join(directory, 'plant.json');
    await writeFile(path, text);
    return readPlantFile(path, 'PLANT_FILE');
  };

  it('gives the plant, also with a byte order mark in front', async () => {
    expect(await read(`\uFEFF${JSON.stringify(plant())}`)).toEqual(plant());
  });

  it('says which setting names a file that is not there, is no JSON, or has problems', async () => {
    await expect(readPlantFile(join(directory, 'missing.json'), 'PLANT_FILE')).rejects.toMatchObject({
      code: 'PLANT_FILE_INVALID',
      message: expect.stringMatching(/^PLANT_FILE=".*missing\.json" cannot be read: there is no such file/) as string,
    });
    await expect(readPlantFile(directory, '--plant-file')).rejects.toMatchObject({ code: 'PLANT_FILE_INVALID' });
    await expect(read('{')).rejects.toMatchObject({
      code: 'PLANT_FILE_INVALID',
      message: expect.stringContaining('is not JSON') as string,
    });
    await expect(read('{"lines":[]}')).rejects.toMatchObject({
      code: 'PLANT_FILE_INVALID',
      message: expect.stringMatching(/problem\(s\):\n {2}/) as string,
    });
  });
});
