/** A plant and its line as two processes: planners at the plant and people at the line work on one plan, also cut off from each other. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../shared/documents/change.ts';
import type { LotRow } from '../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import type { FactAnswer, PullPage } from '../../shared/sync/protocol.ts';
import { Author, newOrder, setting } from '../gateway/plan/said.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { allSent, hoursAt, JoinedPlant } from './joined-plant.ts';
import { dayOfRows, plantDirectory, PLANT, type PlantDirectory } from './packing-plant.ts';
import type { Visitor } from './visitor.ts';

const day = dayOfRows(Date.now() - 30 * 3_600_000, 4_000);
/** By the rows themselves: item, lot, serial, part present, time. */
const lots = Map.groupBy(
  day.rows.map((row) => row.split(',').map((cell) => cell.trim())),
  (cells) => cells[1]!,
);
const [lotNumber] = [...lots.keys()].filter((lot) => !/^0*$/.test(lot));

async function planAt(gateway: GatewayProcess) {
  const page = await (await gateway.tester()).get<PullPage<PlanRow>>('/api/sync/plan?limit=1000');
  return readPlan(page.documents.filter((row): row is PlanRow => 'entity' in row));
}

async function lotsAt(gateway: GatewayProcess): Promise<LotRow[]> {
  const page = await (await gateway.tester()).get<PullPage<LotRow>>('/api/sync/lots?limit=1000');
  return page.documents.filter((row): row is LotRow => 'lot' in row);
}

let entered = 0;
async function say(visitor: Visitor, speak: (author: Author) => unknown): Promise<FactAnswer> {
  // A second for each entry, and none ahead of its time.
  const at = Date.now() - 60_000 + ++entered * 1_000;
  const fact = speak(new Author({ at, origin: visitor.origin, user: visitor.user! }));
  const [answer] = await visitor.post<FactAnswer[]>('/api/sync/facts', { facts: [fact] });
  return answer!;
}

async function sayFine(visitor: Visitor, speak: (author: Author) => { _id: string }): Promise<string> {
  let id = '';
  const answer = await say(visitor, (author) => {
    const fact = speak(author);
    id = fact._id;
    return fact;
  });
  expect(answer).toEqual({ id, status: 'accepted' });
  return id;
}

describe('one plan at a plant and at its line', () => {
  let plant: JoinedPlant;
  let atLine: PlantDirectory;
  let line: GatewayProcess;
  let planner: Visitor;
  let keeper: Visitor;

  beforeAll(async () => {
    plant = await JoinedPlant.open();
    atLine = await plantDirectory();
    await writeFile(join(atLine.camera, day.file), day.rows.join(''));
    await plant.join(atLine);
    line = await startGatewayProcess(atLine);
    await allSent(line);
    planner = await plant.gateway.tester();
    keeper = await line.tester();
  }, 120_000);
  afterAll(async () => {
    await line?.stop();
    await plant?.close();
    await atLine?.remove();
  });

  const jobAt = async (gateway: GatewayProcess, job: string) => (await planAt(gateway)).jobs.get(job);
  const move = (set: Record<string, unknown>, saw: Record<string, string[]> = {}): ChangeSet =>
    setting('job', 'o1.fill', set, saw);

  it('an order that was planned and moved at the plant is at the line, for its devices', async () => {
    const created = await sayFine(planner, (author) => author.change(...newOrder('o1')));
    await expect.poll(() => jobAt(line, 'o1.fill'), { timeout: 20_000 }).toBeDefined();
    const moved = await sayFine(planner, (author) =>
      author.change(move({ place: { line: 'line8', key: 'a.x' } }, { place: [created] })),
    );
    await expect.poll(async () => (await jobAt(line, 'o1.fill'))?.heads.place, { timeout: 20_000 }).toEqual([moved]);
  });

  it('what is said of its run at the line is at the plant, with who said it', async () => {
    const began = await sayFine(keeper, (author) => author.execution('o1.fill', 'start'));
    await expect
      .poll(async () => (await jobAt(plant.gateway, 'o1.fill'))?.executions, { timeout: 20_000 })
      .toMatchObject([{ id: began, line: 'line8', verb: 'start', user: keeper.user }]);
    const { entries } = await planner.get<{ entries: { id: string; type: string }[] }>('/api/plan/history/job/o1.fill');
    expect(entries.map(({ type }) => type)).toEqual(['execution', 'change', 'change']);
    const trail = await keeper.get<{ rows: { subject: string }[] }>('/api/audit');
    expect(trail.rows.map(({ subject }) => subject)).toContain(began);
  });

  it('is judged the same at both: what makes no sense is refused with why', async () => {
    for (const visitor of [planner, keeper])
      expect(await say(visitor, (author) => author.execution('none', 'start'))).toMatchObject({
        ...{ status: 'rejected', code: 'plan', plan: 'unknown' },
      });
  });

  it('what the line made of a lot is counted, at the line and at the plant alike', async () => {
    expect(lotNumber).toBeDefined();
    await sayFine(planner, (author) => author.change(setting('order', 'o2', { lot: '2', lotNumber, quantity: 9_000 })));
    const good = async (gateway: GatewayProcess) => (await lotsAt(gateway)).find(({ lot }) => lot === lotNumber)?.good;
    const hours = await hoursAt(line);
    const made = hours.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.good, 0);
    const all = async (gateway: GatewayProcess) => (await lotsAt(gateway)).reduce((sum, row) => sum + row.good, 0);
    await expect.poll(() => all(line), { timeout: 20_000 }).toBe(made);
    await expect.poll(() => all(plant.gateway), { timeout: 20_000 }).toBe(made);
    expect(await good(plant.gateway)).toBe(await good(line));
    expect(await good(line)).toBeGreaterThan(0);
  });

  it('is there after both were killed and started again', async () => {
    const before = await planAt(line);
    await line.kill();
    await plant.gateway.kill();
    await plant.start();
    line = await startGatewayProcess(atLine);
    [planner, keeper] = [await plant.gateway.tester(), await line.tester()];
    expect([...(await planAt(line)).jobs.values()]).toEqual([...before.jobs.values()]);
    await allSent(line);
  }, 120_000);

  it('of a line that is cut off is its own: what is on other lines comes later, and all comes together again', async () => {
    await sayFine(planner, (author) =>
      author.change(...newOrder('o5'), ...newOrder('o8', { line: 'line8', key: 'c.x' })),
    );
    await expect.poll(() => jobAt(line, 'o8.fill'), { timeout: 20_000 }).toBeDefined();
    await plant.gateway.kill();
    await until(async () => {
      const { plant: link } = await keeper.get<{ plant: { state: string } }>('/api/replication/status');
      return link.state === 'away';
    }, 60_000);
    const notes = (id: string) => (author: Author) => author.change(setting('order', id, { notes: 'Film B' }));
    const own = await sayFine(keeper, notes('o8'));
    await sayFine(keeper, notes('o5'));
    const there = (author: Author) =>
      author.change(setting('job', 'o5.fill', { place: { line: 'line5', key: 'b.x' } }));
    expect(await say(keeper, there)).toMatchObject({ status: 'later', code: 'line' });
    await plant.start();
    await allSent(line);
    await expect
      .poll(async () => (await planAt(plant.gateway)).orders.get('o8')?.heads.notes, { timeout: 20_000 })
      .toEqual([own]);
  }, 180_000);
});

describe('a gateway that has no plant', () => {
  it('takes everything that is about its own lines, and nothing of lines that nobody has', async () => {
    const directory = await plantDirectory({ ...PLANT, lines: [...PLANT.lines] });
    const gateway = await startGatewayProcess(directory);
    try {
      const tester = await gateway.tester();
      await sayFine(tester, (author) => author.change(...newOrder('o1', { line: 'line8' })));
      const answer = await say(tester, (author) => author.change(...newOrder('o2', { line: 'line5' })));
      expect(answer).toMatchObject({ status: 'rejected', code: 'plan', plan: 'unknown-line' });
    } finally {
      await gateway.stop();
      await directory.remove();
    }
  }, 60_000);
});
