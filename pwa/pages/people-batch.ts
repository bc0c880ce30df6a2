/** Invites a list of people one after the other; stops when the gateway does not answer, goes on when told to. */
import type { Batch } from '../components/ls-invitation-batch.ts';
import type { Slip } from '../components/ls-invitation-slip.ts';
import type { PastedPerson } from '../components/people/pasted.ts';
import type { PeopleData } from '../data/people.ts';
import type { Invitation } from '../../shared/access/protocol.ts';

export class InvitingMany {
  batch: Batch | null = null;
  readonly #changed: () => void;
  readonly #slip: (person: PastedPerson, invitation: Invitation) => Slip;
  #left: PastedPerson[] = [];

  constructor(slip: (person: PastedPerson, invitation: Invitation) => Slip, changed: () => void) {
    this.#slip = slip;
    this.#changed = changed;
  }

  begin(people: PeopleData, wanted: readonly PastedPerson[]): Promise<void> {
    this.#left = [...wanted];
    this.#become({ state: 'sending', all: wanted.length, slips: [], refused: [], why: '' });
    return this.goOn(people);
  }

  /** One that was refused is not tried again: the words say what to do. */
  async goOn(people: PeopleData): Promise<void> {
    this.#become({ state: 'sending', why: '' });
    while (this.batch?.state === 'sending') {
      const next = this.#left[0];
      if (!next) return this.#become({ state: 'done' });
      const { lines } = next;
      const told = await people.invite({ ...next, lines: lines === '*' ? lines : [...lines] });
      if (!this.batch) return;
      if (told.ok) {
        this.#left.shift();
        this.#become({ slips: [...this.batch.slips, this.#slip(next, told.value.invitation)] });
      } else if (told.why === 'unreachable' || told.code === 'THROTTLED' || told.code === 'UNAUTHENTICATED') {
        this.#become({ state: 'stopped', why: told.detail ?? '' });
      } else {
        this.#left.shift();
        const { name, user } = next;
        this.#become({ refused: [...this.batch.refused, { name, user, why: told.detail ?? '–' }] });
      }
    }
  }

  stop(): void {
    this.#become({ state: 'stopped', why: '' });
  }

  /** The codes have been seen. */
  forget(): void {
    this.batch = null;
    this.#changed();
  }

  #become(change: Partial<Batch>): void {
    const before = this.batch ?? { state: 'sending', all: 0, slips: [], refused: [], why: '' };
    this.batch = { ...before, ...change };
    this.#changed();
  }
}
