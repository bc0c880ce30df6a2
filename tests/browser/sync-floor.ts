/** A gateway for tests of what a device says about itself: with a supervisor signed on, and something to pull. */
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { PeopleFloor } from './people-floor.ts';

export const PULLED_LINE = 'line8';

export class SyncFloor {
  readonly floor: PeopleFloor;
  /** Entries that were handed in as a file. */
  readonly brought: { _id: string }[] = [];

  private constructor(floor: PeopleFloor) {
    this.floor = floor;
  }

  static async open(): Promise<SyncFloor> {
    const floor = await PeopleFloor.open();
    const sync = new SyncFloor(floor);
    floor.signsOn('keeper.late', 'Keeper Late', ['supervisor']);
    const reasons = [
      { code: 'film-jam', name: 'Film jam' },
      { code: 'cleaning', name: 'Cleaning' },
    ];
    floor.gateway.put('reference', { id: 'reasons', kind: 'reasons', body: reasons });
    const pages = floor.gateway.others;
    floor.gateway.brought = true;
    floor.gateway.others = (request, response) => {
      if (request.url !== '/api/sync/brought') return pages(request, response);
      void request.toArray().then((parts) => {
        const { facts } = JSON.parse(Buffer.concat(parts).toString()) as { facts: { _id: string }[] };
        sync.brought.push(...facts);
        const answers = facts.map(({ _id: id }): FactAnswer => ({ id, status: 'accepted' }));
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers));
      });
    };
    return sync;
  }

  get gateway() {
    return this.floor.gateway;
  }

  get address(): string {
    return this.floor.address;
  }

  refuses(code: 'role' | 'reason' | null): void {
    this.gateway.answer = ({ _id: id }) =>
      code === null ? { id, status: 'accepted' } : { id, status: 'rejected', code, reason: 'as told' };
  }

  close(): Promise<void> {
    return this.floor.close();
  }
}
