/** What is remembered about access and what is known this moment, as one state. A change is remembered before it is told. */
import { BehaviorSubject } from 'rxjs';
import type { AccessState } from './access.ts';
import { recall, remember, type AccessMemory } from './access-memory.ts';
import { stateOf, type ThisMoment } from './access-state.ts';
import type { Keep } from './database.ts';

export class AccessStore {
  readonly state$: BehaviorSubject<AccessState>;
  readonly #keep: Keep;
  readonly #tellTabs: () => void;
  #memory: AccessMemory;
  #moment: ThisMoment = { reachable: null, lockingIn: null, pending: 0 };
  #version = 0;

  /** `tellTabs`: the other tabs are to `reload`. */
  constructor(keep: Keep, tellTabs: () => void) {
    this.#keep = keep;
    this.#tellTabs = tellTabs;
    this.#memory = recall(keep);
    this.state$ = new BehaviorSubject(stateOf(this.#memory, this.#moment));
  }

  get memory(): AccessMemory {
    return this.#memory;
  }

  get state(): AccessState {
    return this.state$.value;
  }

  /** An answer to what was asked at another version is out of date. */
  get version(): number {
    return this.#version;
  }

  /** On what any tab remembered last: none undoes what another has done. */
  change(make: (memory: AccessMemory) => AccessMemory): void {
    this.#memory = make(recall(this.#keep));
    this.#version++;
    remember(this.#keep, this.#memory);
    this.#publish();
    this.#tellTabs();
  }

  reload(): void {
    this.#memory = recall(this.#keep);
    this.#version++;
    this.#publish();
  }

  show(moment: Partial<ThisMoment>): void {
    this.#moment = { ...this.#moment, ...moment };
    this.#publish();
  }

  #publish(): void {
    const state = stateOf(this.#memory, this.#moment);
    if (JSON.stringify(state) !== JSON.stringify(this.state$.value)) this.state$.next(state);
  }
}
