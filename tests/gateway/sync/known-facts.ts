/** What a gateway knows that serves every line of its plant. */
import type { PlantDefinition } from '../../../shared/equipment.ts';
import type { KnownFacts } from '../../../gateway/sync/accept-facts.ts';

export function knownFacts({ lines, reasons = [] }: PlantDefinition, elsewhere: readonly string[] = []): KnownFacts {
  const here = lines.map(({ id }) => id).filter((id) => !elsewhere.includes(id));
  return { here: new Set(here), elsewhere: new Set(elsewhere), reasons: new Set(reasons.map(({ code }) => code)) };
}
