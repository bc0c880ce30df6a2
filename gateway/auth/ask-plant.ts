/** A line asks its plant whether what somebody typed is right: hashes of the plant cannot be compared with here. */
import { Value } from 'typebox/value';
import { CredentialAnswer, type CredentialQuestion } from '../../shared/access/gateway-protocol.ts';
import { AppError } from '../../shared/errors.ts';
import { askGateway } from './ask-gateway.ts';
import type { PlantLink } from './plant-link.ts';

/** Somebody stands there and waits. */
const WAIT_MS = 5_000;

export type AskPlant = (question: CredentialQuestion) => Promise<CredentialAnswer['right']>;

/** What it makes answers null for what is not right; rejects with PLANT_UNREACHABLE, or THROTTLED as the plant says. */
export function askPlantBy(link: Pick<PlantLink, 'name' | 'origin' | 'token' | 'ca'>): AskPlant {
  const { name, origin, token, ca } = link;
  const unreachable = (cause?: unknown) =>
    new AppError(
      'PLANT_UNREACHABLE',
      `The plant "${name}" cannot be asked just now, and nobody signed on here with that before. Try again when the network is back.`,
      { cause },
    );
  return async (question) => {
    const path = '/api/gateways/check-credential';
    const answer = await askGateway({ origin, path, token, ca, body: question, timeoutMs: WAIT_MS }).catch(
      (cause: unknown) => {
        throw unreachable(cause);
      },
    );
    const { status, body, retryAfterMs } = answer;
    if (status === 200 && Value.Check(CredentialAnswer, body)) return body.right;
    if (status === 429)
      throw new AppError('THROTTLED', 'The plant heard too many wrong tries from here; wait, or ask a supervisor.', {
        retryAfterMs: retryAfterMs ?? WAIT_MS,
      });
    if (status === 401 || status === 403)
      throw new AppError(
        'PLANT_UNREACHABLE',
        `The plant "${name}" does not let this gateway in any more; an admin lets it join again.`,
      );
    throw unreachable();
  };
}
