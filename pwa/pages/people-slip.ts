/** An invitation with all that is needed to follow it. */
import type { Invitation } from '../../shared/access/protocol.ts';
import type { Slip } from '../components/ls-invitation-slip.ts';

export function slipOf(
  person: { user: string; name: string },
  { code, until }: Invitation,
  place: { plantName: string; zone: string; origin: string },
): Slip {
  const { user, name } = person;
  const { plantName, zone, origin } = place;
  const address = `${origin}/sign-on?${new URLSearchParams({ user }).toString()}`;
  return { plantName, name, user, code, address, until, zone };
}
