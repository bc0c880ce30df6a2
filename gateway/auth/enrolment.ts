/** A browser becomes a device of the plant: an admin asks for a code, somebody types it there, the device says its id and key. */
import type { EnrolQuestion, KnownDevice } from '../../shared/access/protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/audit.ts';
import { publicKeyOf } from './device-key.ts';
import type { DeviceSessions } from './device-sessions.ts';
import type { Devices } from './devices.ts';
import type { EnrolmentCodes, Place } from './enrolment-codes.ts';
import { actorOf, type Principal } from './principal.ts';
import type { Sessions } from './session.ts';
import type { Versions } from './versions.ts';
import type { WrongCodes } from './wrong-codes.ts';

export interface EnrolmentParts {
  codes: EnrolmentCodes;
  wrongCodes: WrongCodes;
  devices: Devices;
  deviceSessions: DeviceSessions;
  sessions: Pick<Sessions, 'onDevice'>;
  versions: Pick<Versions, 'inTurn'>;
  audit: Audit;
  /** This one, or another of the plant: what they write says so by the same kind of id. */
  isGateway: (id: string) => boolean;
}

export class Enrolment {
  readonly #parts: EnrolmentParts;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
  }

  /** Throws THROTTLED while too many codes are open. */
  async invite(place: Place, by: Principal): Promise<{ code: string; until: number }> {
    await this.#parts.audit.record({ what: 'device-code', subject: place.name, ...actorOf(by), new: place });
    return this.#parts.codes.make(place);
  }

  /**
   * The device and the token of its session. THROTTLED after many wrong codes, FORBIDDEN for a wrong one, CONFLICT when
   * the id is somebody else's: the code is still good then.
   */
  async enrol(asked: EnrolQuestion, by: Principal): Promise<{ device: KnownDevice; token: string }> {
    const { wrongCodes, versions, codes, devices, deviceSessions } = this.#parts;
    await wrongCodes.hear(by.address);
    return versions.inTurn(async () => {
      const open = codes.find(asked.code);
      if (!open) throw new AppError('FORBIDDEN', 'The code is wrong, used or too old; ask an admin for a new one.');
      await wrongCodes.right(by.address);
      this.#refuseForeign(asked, by);
      const { name, role, lines } = open;
      try {
        await codes.use(open);
        const device = await devices.enrol({ id: asked.id, name, role, lines, key: asked.key, revoked: false });
        return { device, token: await deviceSessions.start(device, { by: 'cookie', address: by.address }) };
      } catch (error) {
        await codes.giveBack(open);
        throw error;
      }
    });
  }

  /** Under the id of another one could send what people entered there. */
  #refuseForeign({ id, key }: EnrolQuestion, { person }: Principal): void {
    if (!publicKeyOf(key)) throw new AppError('REQUEST_INVALID', 'The key is no point of the curve P-256.');
    const { devices, sessions, isGateway } = this.#parts;
    if (isGateway(id)) throw new AppError('CONFLICT', `"${id}" is a gateway; a device needs an id of its own.`);
    const known = devices.device(id);
    if (known) {
      if (!known.revoked && known.key.x === key.x && known.key.y === key.y) return;
      throw new AppError('CONFLICT', `"${id}" is the id of "${known.name}"; a device needs an id of its own.`);
    }
    // Any browser can call itself what another one does: only whoever was alone there can vouch that it is the same one.
    const isTheirs = (user: string | null) => person?.origin === id && person.user === user;
    if (!sessions.onDevice(id).every(({ user }) => isTheirs(user)))
      throw new AppError(
        'CONFLICT',
        `People signed on at "${id}" before: sign on here if that was only you, or give this device a new id.`,
      );
  }
}
