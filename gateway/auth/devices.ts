/** Devices that an admin let in: each is versions of `cfg:device:<id>`. A revoked one stays revoked, and its id is its own for ever. */
import type { DeviceBody, EnrolledDevice } from '../../shared/access/person.ts';
import type { DeviceView, KnownDevice } from '../../shared/access/protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/audit.ts';
import { actorOf, type Principal } from './principal.ts';
import type { Sessions } from './session.ts';
import type { Versions } from './versions.ts';

export interface DevicesParts {
  versions: Versions;
  sessions: Pick<Sessions, 'active' | 'endAll'>;
  audit: Audit;
  /** Id of this gateway. */
  gateway: string;
}

export type ChangedDevice = Pick<DeviceBody, 'name' | 'lines' | 'revoked'>;

export class Devices {
  readonly #parts: DevicesParts;

  constructor(parts: DevicesParts) {
    this.#parts = parts;
  }

  /** Revoked ones too; null = there never was one. */
  device(id: string): EnrolledDevice | null {
    const body = this.#parts.versions.get('device', id);
    return body && { ...body, id };
  }

  /** By id. */
  views(): DeviceView[] {
    const seen = new Map<string, number>();
    for (const { kind, origin, lastActiveAt } of this.#parts.sessions.active())
      if (kind === 'device') seen.set(origin, Math.max(seen.get(origin) ?? 0, lastActiveAt));
    return this.#parts.versions.all('device').map(({ entity: id, body, firstFrom }) => ({
      ...knownOf({ ...body, id }),
      ...{ revoked: body.revoked, enrolledAt: firstFrom, lastSeenAt: seen.get(id) ?? null },
    }));
  }

  /** As its code says; one that is known with the same key is changed. Within `inTurn` of the versions. Rejects with STORE_UNREACHABLE. */
  async enrol({ id, ...body }: EnrolledDevice): Promise<KnownDevice> {
    const { audit, versions } = this.#parts;
    const old = versions.get('device', id);
    await audit.record({ what: 'device-enrolled', subject: id, user: null, device: id, old, new: body });
    await versions.add('device', id, body, { origin: id, user: null });
    return knownOf({ ...body, id });
  }

  /** Revoked: the device and whoever is signed on there are out at once. NOT_FOUND; CONFLICT when it was revoked before. */
  change(id: string, { name, lines, revoked }: ChangedDevice, by: Principal): Promise<DeviceView> {
    const { audit, versions, gateway, sessions } = this.#parts;
    return versions.inTurn(async () => {
      const old = versions.get('device', id);
      if (!old) throw new AppError('NOT_FOUND', `There is no device "${id}".`);
      if (old.revoked && !revoked)
        throw new AppError('CONFLICT', `"${old.name}" was revoked: enrol it with a new code and a new id.`);
      const body = { ...old, name, lines, revoked };
      const what = revoked && !old.revoked ? 'device-revoked' : 'device-changed';
      const actor = actorOf(by);
      await audit.record({ what, subject: id, ...actor, old: said(old), new: said(body) });
      await versions.add('device', id, body, { origin: actor.device ?? gateway, user: actor.user });
      if (revoked) await sessions.endAll({ origin: id });
      return this.views().find((view) => view.id === id)!;
    });
  }
}

function knownOf({ id, name, role, lines }: EnrolledDevice): KnownDevice {
  return { id, name, role, lines };
}

function said({ name, lines, revoked }: ChangedDevice): ChangedDevice {
  return { name, lines, revoked };
}
