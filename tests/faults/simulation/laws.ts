/** What holds whatever happens, and what holds when all is well again. Each broken law is a sentence. */
import { isDeepStrictEqual } from 'node:util';
import type { StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { databaseName, localDatabase } from '../../../shared/documents/database-names.ts';
import { HOUR_MS, utcMonth } from '../../../shared/documents/document.ts';
import type { Entry } from '../../../pwa/data/collections.ts';
import type { EnteredFact } from '../../../pwa/data/line-data.ts';
import { windowMs } from '../../../shared/sync/window.ts';
import type { HourRow } from '../../../shared/sync/rows.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import type { SimDevice } from './sim-device.ts';
import { UNKNOWN_REASON, type SimGateway } from './sim-gateway.ts';
import type { SimPlant } from './sim-plant.ts';

const ALL = { from: '!', to: '~' };
const OVERLAY_MS = 24 * HOUR_MS;
const EXPECTED_REFUSALS: readonly string[] = ['reason', 'expired'];

/** At every moment: what somebody entered stays on the screen, and nothing happens that never should. */
export function alwaysBroken({ world, devices }: SimPlant): string[] {
  const broken = world.bugs.map((bug) => `a bug: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}`);
  for (const device of devices) {
    for (const { id, acceptedAt } of device.outbox.values())
      if (acceptedAt !== null) device.acceptedAt.set(id, acceptedAt);
    const shown = device.shown();
    for (const [id, fact] of device.entered) {
      const acceptedAt = device.acceptedAt.get(id) ?? Infinity;
      const mayBeGone = device.rejected.has(id) || device.clock() - acceptedAt > OVERLAY_MS || !isIn(device, fact.from);
      if (!shown.has(id) && !mayBeGone) broken.push(`"${device.id}" does not show its own "${id}"`);
    }
  }
  return broken;
}

/** When all is well: each law by itself. */
export async function brokenLaws(plant: SimPlant): Promise<string[]> {
  return [
    ...alwaysBroken(plant),
    ...(await brokenOfDatabases(plant)),
    ...(await brokenOfFacts(plant)),
    ...brokenOfOutboxes(plant),
    ...(await brokenOfRows(plant)),
  ];
}

/** Copies say what their originals say, whole, and nobody writes what is another's. */
async function brokenOfDatabases({ plant, lines, copies, gateways }: SimPlant): Promise<string[]> {
  const broken: string[] = [];
  for (const gateway of gateways) {
    for (const database of await gateway.disk.databases('facts_')) {
      const name = databaseName(database);
      if (name?.kind !== 'facts') continue;
      const owner = gateways.find(({ id }) => id === name.gateway)!;
      const others = owner === plant ? lines.filter(({ parts }) => parts.lines.includes(name.line)) : [plant];
      const original = await documentsOf(owner, database);
      if (gateway === owner) {
        for (const other of others) {
          if (isDropped(other, database)) continue;
          const missing = original.length - (await documentsOf(other, database)).length;
          if (missing > 0) broken.push(`"${other.id}" misses ${missing} rows of "${database}"`);
        }
      } else if (!isDropped(owner, database)) {
        const there = new Map(original.map((document) => [document._id, document]));
        const odd = (await documentsOf(gateway, database)).filter(
          (document) => !isDeepStrictEqual(document, there.get(document._id)),
        );
        if (odd.length > 0) broken.push(`"${odd[0]!._id}" in "${database}" is another at "${gateway.id}"`);
      }
    }
  }
  for (const copy of copies)
    for (const [row, reason] of copy.denied)
      if (!isDropped(plant, row.split(' ')[0]!)) broken.push(`the plant refused "${row}": ${reason}`);
  return broken;
}

/** What anybody was told to be kept is kept where it was told, and shown as often as it was said: once. */
async function brokenOfFacts({ acknowledged, gateways, plant, lines, devices }: SimPlant): Promise<string[]> {
  const broken: string[] = [];
  for (const { fact, by } of acknowledged) {
    const database = `facts_${by.id}_${fact.line}_${utcMonth(fact.at)}`;
    const [kept] = await by.disk.get(database, [fact._id]);
    if (!kept && !isDropped(by, database)) broken.push(`"${by.id}" lost "${fact._id}"`);
  }
  const here = new Map<SimGateway, Map<string, number>>();
  for (const gateway of gateways) {
    const times = new Map<string, number>();
    for (const row of await rowsOf(gateway))
      for (const { id } of [...row.reasons]) times.set(id, (times.get(id) ?? 0) + 1);
    here.set(gateway, times);
    for (const [id, count] of times) if (count > 1) broken.push(`"${gateway.id}" has "${id}" ${count} times`);
  }
  const said = new Set(acknowledged.map(({ fact }) => fact._id));
  for (const device of devices) {
    for (const [id, fact] of device.entered) {
      const refusal = device.rejected.get(id);
      if (refusal && said.has(id)) broken.push(`"${id}" is refused (${refusal.code}) at "${device.id}", and was taken`);
      if (refusal && !EXPECTED_REFUSALS.includes(refusal.code))
        broken.push(`"${id}" was refused: ${refusal.code}, ${refusal.reason}`);
      if (device.outbox.get(id)?.acceptedAt === null) continue;
      if (!refusal && !said.has(id)) broken.push(`nobody took "${id}" of "${device.id}"`);
      if (refusal || fact.type !== 'reason' || fact.from < device.clock() - windowMs('station') + HOUR_MS) continue;
      for (const gateway of [plant, ...lines.filter(({ parts }) => parts.lines.includes(fact.line!))])
        if (!here.get(gateway)!.has(id)) broken.push(`"${gateway.id}" does not show "${id}"`);
    }
  }
  return broken;
}

function brokenOfOutboxes({ devices }: SimPlant): string[] {
  return devices.flatMap((device) =>
    [...device.outbox.values()]
      .filter(({ acceptedAt, fact, waits }) => acceptedAt === null && !waitsForNews(device, fact, waits))
      .map(({ id, waits }) => `"${id}" still waits at "${device.id}": ${waits?.reason ?? 'nobody knows why'}`),
  );
}

/** Of a reason that nobody knows only its line's own gateway says so for good; it may be news to the others. */
function waitsForNews(device: SimDevice, fact: EnteredFact, waits: Entry['waits']): boolean {
  const isUnknown = fact.type === 'reason' && fact.code === UNKNOWN_REASON;
  return isUnknown && waits !== null && !device.parts.home.parts.lines.includes(fact.line ?? '');
}

/** Whoever may see an hour sees the same of it, and it is what its machine said last. */
async function brokenOfRows({ gateways, plant, lines, devices, machines, world }: SimPlant): Promise<string[]> {
  const broken: string[] = [];
  const rows = new Map<SimGateway, Map<string, StoredHourRow>>();
  for (const gateway of gateways) rows.set(gateway, new Map((await rowsOf(gateway)).map((row) => [row.id, row])));
  const oldest = world.now - windowMs('station') + HOUR_MS;
  const inWindow = (row: HourRow) => row.hourAt >= oldest;
  for (const line of lines) {
    const [atPlant, atLine] = [plant, line].map((gateway) =>
      [...rows.get(gateway)!.values()].filter((row) => line.parts.lines.includes(row.line) && inWindow(row)),
    );
    for (const id of new Set([...atPlant!, ...atLine!].map((row) => row.id))) {
      const [one, other] = [rows.get(plant)!.get(id), rows.get(line)!.get(id)];
      if (!one || !other || !isDeepStrictEqual(shownOf(one), shownOf(other)))
        broken.push(`"${id}" is another at the plant than at "${line.id}": ${difference(one, other)}`);
    }
  }
  for (const [id, { gateway, body }] of machines) {
    const row = rows.get(gateway)!.get(id);
    if (body.hourAt >= oldest && (!row?.closed || !isDeepStrictEqual(row.produced, body.produced)))
      broken.push(`"${id}" is not what its machine said last`);
  }
  for (const device of devices) {
    const { home, role } = device.parts;
    const there = [...rows.get(home)!.values()].filter(
      (row) => device.sees(row.line) && row.hourAt >= world.now - windowMs(role) + HOUR_MS,
    );
    for (const row of there) {
      const own = device.kept.rows.get(row.id)?.row;
      if (!own || !isDeepStrictEqual(shownOf(own), shownOf(row)))
        broken.push(`"${row.id}" is another on "${device.id}" than at "${home.id}": ${difference(own, row)}`);
    }
    for (const { row } of device.kept.rows.values()) {
      if (row.hourAt < world.now - 8 * 24 * HOUR_MS - HOUR_MS) broken.push(`"${device.id}" keeps the old "${row.id}"`);
      if (!rows.get(home)!.has(row.id)) broken.push(`"${device.id}" has "${row.id}", which "${home.id}" has not`);
      if (!device.sees(row.line)) broken.push(`"${device.id}" has "${row.id}" of a line that is not for it`);
    }
  }
  return broken;
}

async function rowsOf(gateway: SimGateway): Promise<StoredHourRow[]> {
  const epoch = gateway.running?.epoch ?? '';
  const stored = await gateway.disk.range(localDatabase(gateway.id, `hours_${epoch}`), ALL);
  return stored.map(({ _id, ...row }) => ({ id: _id, ...row }) as unknown as StoredHourRow);
}

function documentsOf(gateway: SimGateway, database: string): Promise<StoredDocument[]> {
  return gateway.disk.range(database, ALL);
}

function isDropped(gateway: SimGateway, database: string): boolean {
  return gateway.running?.dropped.has(database) ?? false;
}

/** Which of them are a week old depends on when the row was written last. */
function shownOf({ facts: _facts, ...row }: HourRow & { statement?: unknown; reading?: unknown }): object {
  const { statement: _statement, reading: _reading, ...shown } = row;
  return shown;
}

function difference(one: HourRow | undefined, other: HourRow | undefined): string {
  if (!one || !other) return one ? 'the latter has none' : 'the former has none';
  const fields = Object.keys({ ...one, ...other }) as (keyof HourRow)[];
  return fields.filter((field) => !isDeepStrictEqual(one[field], other[field])).join(', ');
}

function isIn(device: SimDevice, from: number): boolean {
  return from >= device.clock() - windowMs(device.parts.role) + 2 * HOUR_MS;
}
