/** Held months in words. Times in ms. */
import type { Hold } from '../../shared/retention/hold.ts';
import type { HoldRow } from '../components/gateways/ls-hold-list.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { monthName } from '../locales/gateways-month.ts';
import { whenText } from './gateways-clock.ts';
import type { AroundCopies } from './gateways-copies.ts';

export function holdRow(hold: Hold, { self, lines, zone, now }: AroundCopies): HoldRow {
  const { id, why, by, at, released, origin } = hold;
  const when = whenText(at, zone, now);
  return {
    ...{ id, why, released },
    what: heldText(hold, lines),
    by:
      by === null
        ? g(released ? 'releasedAt' : 'heldBySomebody', when)
        : g(released ? 'releasedBy' : 'heldBy', by, when),
    elsewhere: origin !== self,
  };
}

function heldText({ line, from, to }: Hold, lines: ReadonlyMap<string, string>): string {
  const of = line === null ? g('holdAll') : (lines.get(line) ?? line);
  return from === to ? g('heldOne', of, monthName(from)) : g('heldSpan', of, monthName(from), monthName(to));
}
