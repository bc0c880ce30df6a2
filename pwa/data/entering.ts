/** What people enter is by somebody who is signed on and may; see `AppData`. */
import { RIGHT_FOR_FACT } from '../../shared/access/facts.ts';
import type { Right } from '../../shared/access/roles.ts';
import type { AccessData } from './access.ts';
import type { EntryCollections } from './collections.ts';
import type { Keep } from './database.ts';
import type { AppData } from './line-data.ts';
import { deviceId, enterManual, enterReason, type EnteredBy } from './outbox.ts';

export interface EnteringParts {
  outbox: EntryCollections['outbox'];
  access: Pick<AccessData, 'personFor'>;
  keep: Keep;
  random: () => number;
  /** The gateway's time, ms. */
  now: () => number;
}

export function entering({
  outbox,
  access,
  keep,
  random,
  now,
}: EnteringParts): Pick<AppData, 'giveReason' | 'keepByHand'> {
  async function by(right: Right, line: string): Promise<EnteredBy> {
    const { user, byTicket } = await access.personFor(right, line);
    return { device: deviceId(keep, random), user, pending: byTicket, at: now(), keep };
  }

  return {
    async giveReason(input) {
      return enterReason(outbox, input, await by(RIGHT_FOR_FACT.reason, input.line));
    },
    async keepByHand(input) {
      return enterManual(outbox, input, await by(RIGHT_FOR_FACT[input.type], input.line));
    },
  };
}
