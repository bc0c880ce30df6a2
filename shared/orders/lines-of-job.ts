/** Which lines can do a job. */
import type { PlanFields } from './entities.ts';

/** The lines that it names; else those of its process group; else any. */
export function canRunOn(
  { lines, processGroup }: Pick<PlanFields<'job'>, 'lines' | 'processGroup'>,
  line: { id: string; processGroup?: string | undefined },
): boolean {
  if (lines !== undefined && lines.length > 0) return lines.includes(line.id);
  return processGroup === undefined || line.processGroup === processGroup;
}
