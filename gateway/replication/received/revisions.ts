/** Facts have one revision. What it is called is for the protocol only, so it is made of the id: always the same one. */
import { createHash } from 'node:crypto';

export function hashOfRevision(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

export function revisionOf(id: string): string {
  return `1-${hashOfRevision(id)}`;
}
