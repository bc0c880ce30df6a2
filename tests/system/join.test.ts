/** A line joins its plant as people do it: an admin makes a code, somebody types the command at the line's machine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlantLink } from '../../gateway/auth/plant-link.ts';
import { SecretFiles } from '../../gateway/auth/secret-files.ts';
import type { JoinCode } from '../../shared/access/gateway-protocol.ts';
import type { GatewayView } from '../../shared/replication/protocol.ts';
import { enrolled, type EnrolledDevice } from './enrolled-device.ts';
import { lineside } from './every-source.ts';
import { startGatewayHere, type GatewayHere } from './gateway-here.ts';
import { PLANT, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { Visitor } from './visitor.ts';

describe('a line that joined its plant', () => {
  let [atPlant, atLine]: PlantDirectory[] = [];
  let plant: GatewayHere;
  let line: GatewayProcess;
  /** Of the plant, in a browser at the line. */
  let admin: Visitor;
  let phone: EnrolledDevice;

  beforeAll(async () => {
    atPlant = await plantDirectory({ ...PLANT, lines: [] });
    atLine = await plantDirectory();
    plant = await startGatewayHere(atPlant, { ROLE: 'plant' });
    const { code } = await plant.admin.post<JoinCode>('/api/gateways/codes', {});
    const { dataDir, plantFile } = atLine;
    const joined = await lineside(['join', plant.address, '--code', code, '--plant-file', plantFile], dataDir);
    expect(joined).toMatchObject({ code: 0, output: expect.stringContaining('"Test plant" is joined') as string });
    line = await startGatewayProcess(atLine);
    admin = line.visitor();
    // As soon as the line has heard of its plant's people.
    await until(() => admin.signOn('admin').catch(() => null));
  });
  afterAll(async () => {
    await line?.stop();
    await plant?.stop();
    await atLine?.remove();
    await atPlant?.remove();
  });

  it('is seen at the plant with its line, and sees the plant', async () => {
    const seen = async (at: Visitor) =>
      (await at.get<{ gateways: GatewayView[] }>('/api/gateways')).gateways.map(({ role, lines, self }) => ({
        ...{ role, lines, self },
      }));
    const [ofPlant, ofLine] = [
      { role: 'plant', lines: [] },
      { role: 'line', lines: ['line8'] },
    ];
    expect(await seen(plant.admin)).toEqual([
      { ...ofPlant, self: true },
      { ...ofLine, self: false },
    ]);
    expect(await seen(admin)).toEqual([
      { ...ofLine, self: true },
      { ...ofPlant, self: false },
    ]);
  });

  it('asks the plant with its token about passwords, and nobody asks with another', async () => {
    const { token } = (await readPlantLink(await SecretFiles.open(atLine!.dataDir)))!;
    await plant.admin.invite('assembler', ['operator']);
    const ask = async (bearer: string, secret: string) => {
      const response = await fetch(`${plant.address}/api/gateways/check-credential`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify({ kind: 'password', user: 'assembler', secret }),
      });
      return { status: response.status, body: (await response.json()) as { right?: unknown } };
    };
    expect(await ask(token, 'three green conveyors')).toMatchObject({ body: { right: { user: 'assembler' } } });
    expect(await ask(token, 'four green conveyors')).toEqual({ status: 200, body: { right: null } });
    expect((await ask(`${token.slice(0, -1)}_`, 'three green conveyors')).status).toBe(401);
  });

  it('tells neither token nor code to anybody: not in the trail, not in the log', async () => {
    const { token } = (await readPlantLink(await SecretFiles.open(atLine!.dataDir)))!;
    const trails = await Promise.all([plant.admin, admin].map(async (at) => (await at.ask('/api/audit')).text()));
    expect(trails.join()).toContain('gateway-joined');
    expect(`${trails.join()}${plant.log.join()}${line.output()}`).not.toContain(token);
  });

  it('knows whoever shows a ticket of its own at the plant, on a device of the plant', async () => {
    phone = await enrolled(plant.admin, 'personal');
    await plant.admin.invite('borer', ['operator'], '*', phone);
    const { ticket } = await phone.signOn('borer');
    expect(ticket).toEqual(expect.any(String));
    // As if the plant were not its home.
    const guest = phone.elsewhere(plant.address);
    const { token, person } = await guest.prove(true, ticket!);
    expect(person).toMatchObject({ user: 'borer' });
    const headers = { authorization: `Bearer ${token}` };
    const response = await new Visitor(plant.address).ask('/api/access', { headers });
    expect(await response.json()).toMatchObject({ device: { id: phone.origin }, person: { user: 'borer' } });
  });

  it('lets people of the plant in by what they have there, as soon as it heard of them', async () => {
    const visitor = new Visitor(line.address);
    const { person } = await until(() => visitor.signOn('assembler').catch(() => null));
    expect(person).toMatchObject({ user: 'assembler', roles: ['operator'] });
  });

  it('is out at once when an admin revokes it, and says so to whom it would have to ask the plant about', async () => {
    const { token } = (await readPlantLink(await SecretFiles.open(atLine!.dataDir)))!;
    const { gateways } = await plant.admin.get<{ gateways: GatewayView[] }>('/api/gateways');
    const { id, name, lines, replaces } = gateways.find(({ self }) => !self)!;
    const change = { name, lines, replaces, revoked: true };
    expect((await plant.admin.send('PUT', `/api/gateways/${id}`, change)).status).toBe(200);
    const response = await fetch(`${plant.address}/api/gateways/check-credential`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ kind: 'password', user: 'assembler', secret: 'three green conveyors' }),
    });
    expect(response.status).toBe(401);
    const body = { way: 'password', user: 'borer', password: 'three green conveyors' };
    const visitor = new Visitor(line.address);
    const answer = await visitor.send('POST', '/api/access/sign-on', { ...body, origin: visitor.origin });
    expect(answer.status).toBe(424);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('join again') as string });
    await new Visitor(line.address).signOn('assembler');
  });
});
