/** Somebody wants to enter something: by whom? Whoever wants it waits until somebody who may has signed on. */
import { BehaviorSubject } from 'rxjs';
import type { Right } from '../../shared/access/roles.ts';
import { NotSignedOn, type AccessState, type Asked, type PersonHere } from './access.ts';
import { mayHere, offeredHere } from './access-rights.ts';

interface Waiting {
  right: Right;
  line: string | null;
  resolve: (person: PersonHere) => void;
  reject: (why: NotSignedOn) => void;
}

export class AccessAsked {
  readonly asked$ = new BehaviorSubject<Asked | null>(null);
  #waiting: Waiting[] = [];

  personFor(right: Right, line: string | null, state: AccessState): Promise<PersonHere> {
    const { person } = state;
    if (person && mayHere(state, right, line)) return Promise.resolve(person);
    if (!offeredHere(state, right, line)) return Promise.reject(new NotSignedOn(true));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ right, line, resolve, reject });
      this.asked$.next({ right, line, notBy: person && !state.locked ? person.name : null });
    });
  }

  /** Somebody wants to sign on, for nothing in particular. */
  ask(): void {
    this.asked$.next(this.asked$.value ?? { right: null, line: null, notBy: null });
  }

  /** Somebody has signed on. */
  arrived(state: AccessState): void {
    const { person } = state;
    if (!person) return;
    const [served, left] = [true, false].map((may) =>
      this.#waiting.filter(({ right, line }) => mayHere(state, right, line) === may),
    ) as [Waiting[], Waiting[]];
    this.#waiting = left;
    const [first] = left;
    this.asked$.next(first ? { right: first.right, line: first.line, notBy: person.name } : null);
    for (const { resolve } of served) resolve(person);
  }

  dismiss(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.asked$.next(null);
    for (const { reject } of waiting) reject(new NotSignedOn());
  }
}
