/** Why the plant did not do what it was asked. */
import { AppError, type ErrorCode } from '../../../shared/errors.ts';

/**
 * `away`: nobody answers. `refused`: it answers, and not to this gateway. `later`: not now (busy, full, an older release).
 * `fault`: an answer that a plant should not give.
 */
export type PlantFailureKind = 'away' | 'refused' | 'later' | 'fault';

/** For a person who resends: away and busy are worth another try. */
const CODE: Record<PlantFailureKind, ErrorCode> = {
  away: 'PLANT_UNREACHABLE',
  later: 'NOT_YET',
  refused: 'CONFLICT',
  fault: 'CONFLICT',
};

export class PlantFailure extends AppError {
  readonly kind: PlantFailureKind;

  constructor(kind: PlantFailureKind, message: string, options?: { cause?: unknown; retryAfterMs?: number }) {
    super(CODE[kind], message, options);
    this.kind = kind;
  }
}
