import { createHash } from 'node:crypto';
import type { SourceDefinition } from '../../shared/sources.ts';

/**
 * Stands for what the rows of a source mean: columns, formats, zone. Chunks carry it, so that a changed target or stop
 * limit does not make other chunks of the same bytes.
 */
export function mappingVersion({ path: _, ...mapping }: SourceDefinition, zone: string): string {
  return createHash('sha256').update(JSON.stringify({ mapping, zone })).digest('hex').slice(0, 12);
}
