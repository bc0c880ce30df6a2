/** A plant and its line as two processes: everything of the line is seen at the plant, and the line needs it for nothing. */
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import { hourStart } from '../../shared/documents/document.ts';
import { personFactId } from '../../shared/documents/reason.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { allSent, hoursAt, JoinedPlant } from './joined-plant.ts';
import { dayOfRows, plantDirectory, type PlantDirectory } from './packing-plant.ts';

const YESTERDAY = Date.now() - 30 * 3_600_000;
const day = dayOfRows(YESTERDAY, 12_000);
const part = (from: number, to: number) => day.rows.slice(from, to).join('');

async function giveReason(gateway: GatewayProcess, from: number, code: string): Promise<string> {
  const tester = await gateway.tester();
  const at = Date.now();
  const _id = personFactId('reason', at, tester.origin, at % 100_000);
  const by = { origin: tester.origin, user: tester.user };
  const fact = {
    _id,
    type: 'reason',
    schema: 1,
    line: 'line8',
    at,
    by,
    from,
    to: from + 60_000,
    code,
    supersedes: null,
  };
  const [answer] = await tester.post<FactAnswer[]>('/api/sync/facts', { facts: [fact] });
  expect(answer).toEqual({ id: _id, status: 'accepted' });
  return _id;
}

/** What screens show of an hour, whoever made the row. */
function shown({ id, produced, good, rework, empty, downMs, stops, reasons, rowsRead }: HourRow) {
  return {
    id,
    produced,
    good,
    rework,
    empty,
    downMs,
    stops,
    rowsRead,
    reasons: reasons.map((reason) => reason.id).sort(),
  };
}

async function sameHours(plant: GatewayProcess, line: GatewayProcess): Promise<void> {
  await expect
    .poll(async () => (await hoursAt(plant)).map(shown), { timeout: 30_000 })
    .toEqual((await hoursAt(line)).filter(({ closed }) => closed).map(shown));
}

describe('a plant and a line', () => {
  let plant: JoinedPlant;
  let atLine: PlantDirectory;
  let line: GatewayProcess;
  let file: string;

  beforeAll(async () => {
    plant = await JoinedPlant.open();
    atLine = await plantDirectory();
    file = join(atLine.camera, day.file);
    await writeFile(file, part(0, 4_000));
    await plant.join(atLine);
    line = await startGatewayProcess(atLine);
    await allSent(line);
  }, 120_000);
  afterAll(async () => {
    await line?.stop();
    await plant?.close();
    await atLine?.remove();
  });

  it('show the same hours', async () => {
    await sameHours(plant.gateway, line);
    expect(await hoursAt(plant.gateway)).not.toHaveLength(0);
  });

  it('know each other, and the plant has the line live', async () => {
    expect(await plant.gateways()).toMatchObject([
      { role: 'line', lines: ['line8'], refusedLines: [], refusedRows: 0 },
    ]);
    const row = await until(async () => {
      const tester = await plant.gateway.tester();
      const { documents } = await tester.get<{ documents: { id: string; line: string }[] }>('/api/sync/lines');
      return documents.find(({ id }) => id === 'line:line8');
    });
    expect(row).not.toHaveProperty('gatewayLost');
  });

  it('tell each other what people say at either, once', async () => {
    const [first] = await hoursAt(line);
    const stop = first!.stops[0]!;
    const atPlant = await giveReason(plant.gateway, stop[0], 'film-jam');
    const atLineGiven = await giveReason(line, stop[0] + 1, 'break');
    const said = async (gateway: GatewayProcess) =>
      (await hoursAt(gateway))
        .find(({ id }) => id === lineHourKey('line8', hourStart(stop[0])))!
        .reasons.map(({ id }) => id)
        .sort();
    const both = [atPlant, atLineGiven].sort();
    await expect.poll(() => said(line), { timeout: 20_000 }).toEqual(both);
    await expect.poll(() => said(plant.gateway), { timeout: 20_000 }).toEqual(both);
  });

  it('the line goes on while the plant is away, and nothing is missing or twice when it is back', async () => {
    await plant.gateway.kill();
    await appendFile(file, part(4_000, 8_000));
    await line.caughtUp();
    const [first] = await hoursAt(line);
    await giveReason(line, first!.hourAt, 'film-jam');
    await plant.start();
    await allSent(line);
    await sameHours(plant.gateway, line);
  }, 120_000);

  it('the plant says how old a line is whose gateway is silent', async () => {
    await line.stop();
    const tester = await plant.gateway.tester();
    const row = await until(async () => {
      const { documents } = await tester.get<{ documents: { gatewayLost?: { since: number } }[] }>('/api/sync/lines');
      return documents.find(({ gatewayLost }) => gatewayLost);
    }, 40_000);
    expect(Date.now() - row.gatewayLost!.since).toBeGreaterThan(10_000);
    line = await startGatewayProcess(atLine);
    await allSent(line);
  }, 90_000);

  it('a line whose gateway burnt goes on with another one: no row twice, no hour worse', async () => {
    const before = await hoursAt(line);
    const [old] = await plant.gateways();
    await line.kill();
    await rm(atLine.dataDir, { recursive: true });
    await plant.join(atLine);
    const fresh = (await plant.gateways()).find(({ id }) => id !== old!.id)!;
    expect(fresh.lines).toEqual([]);
    const admin = await plant.admin();
    const change = { name: fresh.name, lines: ['line8'], revoked: false, replaces: [old!.id] };
    expect((await admin.send('PUT', `/api/gateways/${fresh.id}`, change)).status).toBe(200);
    await appendFile(file, part(8_000, 12_000));
    line = await startGatewayProcess(atLine);
    await allSent(line);
    await sameHours(plant.gateway, line);

    const after = new Map((await hoursAt(line)).map((hour) => [hour.id, hour]));
    for (const hour of before) {
      expect(after.get(hour.id)!.rowsRead).toBeGreaterThanOrEqual(hour.rowsRead);
      expect(after.get(hour.id)!.reasons).toEqual(hour.reasons);
    }
    const rows = [...after.values()].reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    expect(rows).toBe(day.rows.length);
  }, 180_000);
});
