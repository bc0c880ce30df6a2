/** Serial ports of the system, and what can be said when one of them cannot be had. */
import { access } from 'node:fs/promises';
import type { SerialSource } from '../../shared/sources.ts';

const DEFAULT_BAUD_RATE = 9_600;

/** How the line is set, as the plant file has it. */
export type PortDefinition = Pick<SerialSource, 'path' | 'baudRate' | 'dataBits' | 'stopBits' | 'parity'>;
export type PortSettings = Required<PortDefinition>;

/** What is used of a binding of serialport (the real ones, `MockBinding`). */
export interface SerialBinding {
  open(settings: PortSettings): Promise<OpenPort>;
  /** Whether the port is still plugged in; absent = reading tells. */
  isThere?(path: string): Promise<boolean>;
  /** The ports that there are now, as far as the system tells. */
  list?(): Promise<{ path: string; manufacturer?: string | undefined }[]>;
}

export interface OpenPort {
  readonly isOpen: boolean;
  /** Resolves when at least one byte is there; rejects when the port is lost or closed. */
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

export function portSettings(definition: PortDefinition): PortSettings {
  const { path, baudRate = DEFAULT_BAUD_RATE, dataBits = 8, stopBits = 1, parity = 'none' } = definition;
  return { path, baudRate, dataBits, stopBits, parity };
}

/** Loaded when first needed: the native part must not keep a gateway without serial ports from starting. */
export async function realPorts(): Promise<SerialBinding> {
  const { SerialPort } = await import('serialport');
  return { open: (settings) => SerialPort.binding.open(settings), isThere, list: () => SerialPort.list() };
}

/**
 * On Linux a port whose adapter was pulled reads as zero bytes, without end and without error, and serialport takes that
 * for "nothing yet" and tries again at once, for ever. The name in `/dev` is gone then. Elsewhere ports have no such name.
 */
export async function isThere(path: string): Promise<boolean> {
  if (!path.startsWith('/')) return true;
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Why a port cannot be had and what to do, by the words of the system: serialport passes on no codes. */
export function portTrouble(path: string, message: string): string {
  if (/lock port|locked|access denied|busy/i.test(message))
    return `"${path}" is used by another program (${message}); close it there, or mend the path`;
  if (/permission denied/i.test(message))
    return `"${path}" may not be opened by the gateway's user (${message}); add the user to the port's group (dialout)`;
  return `"${path}" is not there (${message}); trying again`;
}
