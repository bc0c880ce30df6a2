/**
 * Parts of different releases meet: an app that was installed weeks ago, a plant that is updated before its lines. Each
 * says which protocol it speaks; neighbours understand each other, others are told so before anything is exchanged.
 */

/** Raised when a request or an answer between device, line and plant changes its meaning. */
export const PROTOCOL = 2;

/** Request header of devices and gateways; absent = 1. */
export const PROTOCOL_HEADER = 'lineside-protocol';
/** Request header of gateways: the release, for people. Absent = not told. */
export const VERSION_HEADER = 'lineside-version';

/** What `theirs` is to `mine`: a difference of one is understood. */
export function agreement(mine: number, theirs: number): 'fine' | 'too-old' | 'too-new' {
  if (Math.abs(mine - theirs) <= 1) return 'fine';
  return theirs < mine ? 'too-old' : 'too-new';
}

/** What a header says; null = it is none. */
export function readProtocol(header: string | null | undefined): number | null {
  if (header === undefined || header === null || header === '') return 1;
  return /^[1-9]\d{0,5}$/.test(header) ? Number(header) : null;
}
