import type { FactAnswer, LaterCode } from '../../shared/sync/protocol.ts';
import type { NotTaken } from './authored.ts';

export function accepted(id: string): FactAnswer {
  return { id, status: 'accepted' };
}

export function rejected(id: string, { code, reason, plan }: NotTaken): FactAnswer {
  return { id, status: 'rejected', code, reason, ...(plan !== undefined && { plan }) };
}

export function later(id: string, code: LaterCode, reason: string): FactAnswer {
  return { id, status: 'later', code, reason };
}

/** Of whatever was sent; empty = it has none. */
export function idOf(sent: unknown): string {
  return typeof sent === 'object' && sent !== null && '_id' in sent && typeof sent._id === 'string' ? sent._id : '';
}
