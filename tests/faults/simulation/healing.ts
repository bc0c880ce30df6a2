/** All is well again, and stays so until nothing is left to be done. */
import type { SimPlant } from './sim-plant.ts';

const ROUNDS = 3;

export async function heal(sim: SimPlant): Promise<void> {
  const { world, copies, devices, machines, plant } = sim;
  world.losing = world.failing = 0;
  for (const copy of copies) copy.isCut = false;
  for (const device of devices) {
    [device.isOffline, device.isSlow] = [false, false];
    device.spare();
    device.deliver();
  }
  await startAll(sim);
  // As a line reads again what it had read and not stated when it ended.
  for (const { gateway, line, body } of machines.values()) await gateway.state(line, body);
  for (const device of devices) if (device.parts.roams) sim.move(device, plant);
  await calm(sim);
  for (const device of devices) sim.move(device, device.parts.home);
  await calm(sim);
}

async function calm(sim: SimPlant): Promise<void> {
  const { world, copies, devices } = sim;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const device of devices) device.connect();
    world.pass(61_000);
    await world.rest();
    await startAll(sim);
    for (const copy of copies) {
      await copy.push(7);
      await copy.pull(7);
    }
    await world.rest();
    for (const device of devices) await device.tidy();
  }
}

async function startAll({ world, gateways }: SimPlant): Promise<void> {
  for (const gateway of gateways) {
    // One that is doomed is let off, or ends before it is started.
    await world.rest();
    gateway.running?.life.endIn(Infinity);
    await gateway.start();
  }
}
