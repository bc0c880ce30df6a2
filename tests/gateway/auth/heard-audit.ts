/** An audit trail that only listens. */
import type { Happened, LateAudit } from '../../../gateway/audit/audit.ts';
import { AppError } from '../../../shared/errors.ts';

export class HeardAudit implements LateAudit {
  readonly heard: Happened[] = [];
  away = false;

  async record(happened: Happened): Promise<void> {
    if (this.away) throw new AppError('STORE_UNREACHABLE', 'The trail cannot be written.');
    this.heard.push(happened);
  }

  recordLater(happened: Happened): void {
    this.heard.push(happened);
  }

  of(what: Happened['what']): Happened[] {
    return this.heard.filter((happened) => happened.what === what);
  }
}
