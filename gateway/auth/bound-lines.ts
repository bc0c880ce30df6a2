/** Which gateway speaks for a line: one at a time, as an admin of the plant decided, or the first that said so. */
import type { Versions } from './versions.ts';

/** Id of the gateway that the line is bound to; null = none. A revoked one speaks for nothing. */
export function boundTo(versions: Pick<Versions, 'all'>, line: string): string | null {
  const bound = versions.all('gateway').find(({ body }) => !body.revoked && body.lines?.includes(line));
  return bound?.entity ?? null;
}

/** Lines that a gateway says it reads, and that somebody else speaks for. */
export function refusedLines(
  versions: Pick<Versions, 'all' | 'get'>,
  gateway: string,
): { line: string; boundTo: string }[] {
  return (versions.get('gateway', gateway)?.declares ?? []).flatMap((line) => {
    const other = boundTo(versions, line);
    return other === null || other === gateway ? [] : [{ line, boundTo: other }];
  });
}
