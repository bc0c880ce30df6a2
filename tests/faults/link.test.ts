/** A line and its plant as processes, with a real link between two network namespaces that goes down and comes up. */
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JoinCode } from '../../shared/access/gateway-protocol.ts';
import type { ReplicationStatus } from '../../shared/replication/protocol.ts';
import { personFactId } from '../../shared/documents/reason.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { lineside } from '../system/every-source.ts';
import { startGatewayProcess, type GatewayProcess } from '../system/gateway-process.ts';
import { allSent, hoursAt, JoinedPlant } from '../system/joined-plant.ts';
import { dayOfRows, plantDirectory } from '../system/packing-plant.ts';
import { describeUnless } from './describe-unless.ts';
import { account, pause } from './fault.ts';
import { Link, whyNoLink } from './link.ts';
import { withStore } from './stored-rows.ts';

const YESTERDAY = Date.now() - 30 * 3_600_000;
const day = dayOfRows(YESTERDAY, 8_000);
const PIECE = 800;

async function giveReason(gateway: GatewayProcess, minute: number): Promise<string> {
  const tester = await gateway.tester();
  const [at, from] = [Date.now(), YESTERDAY + minute * 60_000];
  const _id = personFactId('reason', at, tester.origin, minute);
  const by = { origin: tester.origin, user: tester.user };
  const said = { line: 'line8', from, to: from + 60_000, code: 'film-jam', supersedes: null };
  const fact = { _id, type: 'reason', schema: 1, at, by, ...said };
  expect(await tester.post<FactAnswer[]>('/api/sync/facts', { facts: [fact] })).toEqual([
    { id: _id, status: 'accepted' },
  ]);
  return _id;
}

async function untilAway(line: GatewayProcess): Promise<void> {
  const tester = await line.tester();
  const state = async () => (await tester.get<ReplicationStatus>('/api/replication/status')).plant?.state;
  await expect.poll(state, { timeout: 60_000 }).toBe('away');
}

/** Of everything that anybody said about the line. */
function factsIn(dataDir: string): Promise<string[]> {
  return withStore(dataDir, async (store) => {
    const databases = await store.databases('facts_');
    const all = await Promise.all(databases.map((database) => store.range(database, { from: '!', to: '~' })));
    return all
      .flat()
      .map(({ _id }) => _id)
      .sort();
  });
}

describeUnless(whyNoLink(), 'a line and its plant, and a link between them that goes down', () => {
  it('have the same facts when it is up again, each once, and the same hours', async () => {
    const plant = await JoinedPlant.open();
    const atLine = await plantDirectory();
    const link = await Link.open(Number(new URL(plant.gateway.address).port));
    let line: GatewayProcess | null = null;
    try {
      const file = join(atLine.camera, day.file);
      await writeFile(file, day.rows.slice(0, PIECE).join(''));
      const { code } = await (await plant.admin()).post<JoinCode>('/api/gateways/codes', {});
      const address = `http://127.0.0.1:${link.port}`;
      const asked = ['join', address, '--code', code, '--plant-file', atLine.plantFile];
      expect(await lineside(asked, atLine.dataDir)).toMatchObject({ code: 0 });
      line = await startGatewayProcess(atLine);
      await allSent(line);
      const said: string[] = [];
      for (let piece = 1; piece * PIECE < day.rows.length; piece += 1) {
        if (piece % 2 === 1) link.down();
        else link.up();
        if (piece % 4 === 2) link.lose(20);
        await appendFile(file, day.rows.slice(piece * PIECE, (piece + 1) * PIECE).join(''));
        said.push(await giveReason(line, piece), await giveReason(plant.gateway, 100 + piece));
        if (piece === 1) await untilAway(line);
        // So that some of it is on its way when the link changes.
        await pause(300 * (piece % 3));
      }
      link.lose(0);
      link.up();
      await allSent(line);
      expect(link.bytes).toBeGreaterThan(100_000);
      const reasonsAt = async (gateway: GatewayProcess) =>
        (await hoursAt(gateway)).flatMap(({ reasons }) => reasons.map(({ id }) => id)).sort();
      for (const gateway of [plant.gateway, line])
        await expect.poll(() => reasonsAt(gateway), { timeout: 90_000 }).toEqual([...said].sort());
      const producedAt = async (gateway: GatewayProcess) =>
        (await hoursAt(gateway))
          .filter(({ closed }) => closed)
          .map(({ id, rowsRead, produced }) => ({ id, rowsRead, produced }));
      const made = await producedAt(line);
      await expect.poll(() => producedAt(plant.gateway), { timeout: 30_000 }).toEqual(made);
      await line.stop();
      line = null;
      await plant.gateway.stop();
      const [here, there] = [await factsIn(atLine.dataDir), await factsIn(plant.directory.dataDir)];
      expect(account(said, here)).toEqual({ lost: 0, duplicated: 0 });
      expect(there).toEqual(here);
    } finally {
      await line?.stop();
      await link.close();
      await plant.gateway.kill().catch(() => undefined);
      await plant.directory.remove();
      await atLine.remove();
    }
  }, 300_000);
});
