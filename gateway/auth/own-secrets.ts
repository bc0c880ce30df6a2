/** What people do about their own password and PIN: choose them with an invitation, change them when they know the present one. */
import type { Static } from 'typebox';
import type { InvitationQuestion } from '../../shared/access/protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/audit.ts';
import type { Credentials } from './credentials.ts';
import type { Asking, Entered, Entrance } from './entrance.ts';
import type { People } from './people.ts';
import { actorOf, type PersonPrincipal } from './principal.ts';
import { checkPassword, checkPin } from './secret-rules.ts';
import type { Session, Sessions } from './session.ts';
import type { SignOn } from './sign-on.ts';
import type { Versions } from './versions.ts';
import type { WrongCodes } from './wrong-codes.ts';

export interface OwnSecretsParts {
  versions: Pick<Versions, 'inTurn'>;
  people: People;
  credentials: Credentials;
  sessions: Pick<Sessions, 'active' | 'end'>;
  signOn: SignOn;
  entrance: Entrance;
  wrongCodes: WrongCodes;
  audit: Audit;
}

type Choice = { password: string } | { pin: string };

export class OwnSecrets {
  readonly #parts: OwnSecretsParts;

  constructor(parts: OwnSecretsParts) {
    this.#parts = parts;
  }

  /** Once, within its days. UNAUTHENTICATED for a wrong code or name; REQUEST_INVALID for a poor password: the code is still good. */
  async useInvitation(
    { user, code, password, pin }: Omit<Static<typeof InvitationQuestion>, 'origin'>,
    asking: Asking,
  ): Promise<Entered> {
    const { versions, people, credentials, entrance, wrongCodes, audit } = this.#parts;
    entrance.checkOrigin(asking.principal, asking.origin);
    const { address } = asking.principal;
    await wrongCodes.hear(address);
    const person = await versions.inTurn(async () => {
      const invited = credentials.isInvited(user, code) ? people.allowed(user) : null;
      if (!invited)
        throw new AppError(
          'UNAUTHENTICATED',
          'The name or the code is not right, used or too old, or of another gateway: use it where it was made, or ask an admin for a new one.',
        );
      await wrongCodes.right(address);
      checkPassword(password, user);
      if (pin !== undefined) checkPin(pin);
      const { roles } = invited;
      await audit.record({
        what: 'invitation-used',
        subject: user,
        user,
        device: asking.origin,
        roles,
        new: { address },
      });
      const chosen = { password, ...(pin !== undefined && { pin }), invitation: null };
      await credentials.change(user, chosen, { origin: asking.origin, user });
      return invited;
    });
    return entrance.enter(person, 'invitation', asking);
  }

  /** Whoever is signed on elsewhere is out: by the old password, or at a station with the old PIN. UNAUTHENTICATED when `current` is not right; CONFLICT at a line for people of the plant. */
  async change(
    choice: Choice,
    current: string,
    person: PersonPrincipal,
    asking: Omit<Asking, 'origin'>,
  ): Promise<void> {
    const { versions, credentials, sessions, signOn, audit } = this.#parts;
    const { user, origin } = person;
    credentials.checkOwn(user);
    if ('password' in choice) checkPassword(choice.password, user);
    else checkPin(choice.pin);
    await signOn.confirm(user, current, asking);
    await versions.inTurn(async () => {
      const changed = { new: { changed: Object.keys(choice) } };
      await audit.record({ what: 'credential-changed', subject: user, ...actorOf(asking.principal), ...changed });
      await credentials.change(user, choice, { origin, user });
    });
    const others = sessions.active().filter((each) => each.user === user && each.id !== person.session);
    const ofPin = ({ way }: Session) => way === 'pin' || way === 'badge';
    for (const each of others) if ('password' in choice || ofPin(each)) await sessions.end(each.id);
  }
}
