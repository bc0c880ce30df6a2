/** This browser as a device of the plant: made one by a code, and again and again by its key. */
import type { KnownDevice } from '../../shared/access/protocol.ts';
import type { AccessRequests, AccessReply } from './access-requests.ts';
import type { DeviceKeys } from './device-key.ts';

export interface DeviceParts {
  requests: AccessRequests;
  keys: DeviceKeys;
  id: () => string;
  /**
   * An id is never given again: a device that was revoked comes back as another one. False = it cannot be another one
   * while there are entries here, which only the device that they were made at may send.
   */
  newId: () => boolean;
}

const CONFLICT = 409;

export async function enrolDevice(parts: DeviceParts, code: string): Promise<AccessReply<KnownDevice>> {
  const key = await parts.keys.make();
  const ask = () => parts.requests.enrol({ code, id: parts.id(), key });
  const answer = await ask();
  if (answer.ok || answer.status !== CONFLICT || !parts.newId()) return answer;
  return ask();
}

/**
 * A new session for a device whose own is missing or over. `refused`: the gateway does not know the key any more;
 * `later`: it did not say.
 */
export async function renewDevice({ requests, keys, id }: DeviceParts): Promise<'renewed' | 'refused' | 'later'> {
  const asked = await requests.challenge(id());
  if (!asked.ok) return outcome(asked);
  const signature = await keys.sign(asked.body);
  if (signature === null) return 'refused';
  const answer = await requests.session({ id: id(), challenge: asked.body, signature });
  return answer.ok ? 'renewed' : outcome(answer);
}

const THROTTLED = 429;

function outcome({ status }: AccessReply<unknown> & { ok: false }): 'refused' | 'later' {
  return status === null || status === THROTTLED ? 'later' : 'refused';
}
