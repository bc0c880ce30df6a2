/** Serial ports that a source may listen on: those that the system lists, and what else is a device by its name. */
import { lstat, realpath } from 'node:fs/promises';
import { normalize } from 'node:path';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { SerialPortHere } from '../../shared/sync/source-changes.ts';
import { sourceId } from '../pipeline/line-pipeline.ts';
import { realPorts, type SerialBinding } from '../sources/serial-port.ts';

export interface SerialPortsParts {
  plant: () => PlantDefinition;
  /** How ports are reached; absent = the system's. */
  binding?: SerialBinding;
}

export class SerialPorts {
  readonly #parts: SerialPortsParts;

  constructor(parts: SerialPortsParts) {
    this.#parts = parts;
  }

  async list(): Promise<SerialPortHere[]> {
    const { binding = await realPorts() } = this.#parts;
    // A system that does not tell which there are still opens those that are named.
    const ports = (await binding.list?.().catch(() => [])) ?? [];
    return ports.map(({ path, manufacturer }) => ({ path, device: manufacturer ?? null, usedBy: this.#usedBy(path) }));
  }

  /** Why nobody can listen there; null = it may be a port. */
  async problem(path: string): Promise<string | null> {
    const { binding } = this.#parts;
    if ((await this.list()).some((port) => port.path === path)) return null;
    if (!binding && (await isDevice(path))) return null;
    return `"${path}" is no port of this machine; choose one that is listed, or give its name as the system has it (/dev/ttyUSB0, COM3)`;
  }

  #usedBy(path: string): string | null {
    for (const { id, sources } of this.#parts.plant().lines)
      for (const source of sources) if (source.kind !== 'csv' && source.path === path) return sourceId(id, source.id);
    return null;
  }
}

/** Lines to machines; the consoles of this one (`tty`, `tty3`) are none. */
const PORT = /^\/dev\/(?:tty(?!\d*$)|cu\.|rfcomm\d|pts\/\d)/;

/**
 * By its name: an adapter may be unplugged just now, and what its system calls it (`/dev/scales`) is nothing meanwhile.
 * What is there is a port or is never opened as one: files, disks, and devices that act on being opened (a watchdog).
 */
async function isDevice(path: string): Promise<boolean> {
  if (process.platform === 'win32') return /^(\\\\\.\\)?COM\d+$/i.test(path);
  const real = await realpath(path).catch(() => null);
  if (real !== null) return PORT.test(real);
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  return !isThere && normalize(path).startsWith('/dev/');
}
