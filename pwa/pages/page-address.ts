/** The page's choice is its address: it can be shared, kept as a bookmark, and goes back and forward. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Browsers refuse addresses that change with every move of a hand. */
const REST_MS = 300;

export interface AddressRules<Choice> {
  /** What an address says; its `search`, whatever somebody typed. */
  read: (search: string) => Choice;
  write: (choice: Choice) => string;
}

export class PageAddress<Choice> implements ReactiveController {
  choice: Choice;
  readonly #host: ReactiveControllerHost;
  readonly #window: Window;
  readonly #rules: AddressRules<Choice>;
  #writing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, window: Window, rules: AddressRules<Choice>) {
    this.#host = host;
    this.#window = window;
    this.#rules = rules;
    this.choice = rules.read(window.location.search);
    host.addController(this);
  }

  hostConnected(): void {
    this.choice = this.#rules.read(this.#window.location.search);
    this.#window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    this.#window.removeEventListener('popstate', this.#read);
    clearTimeout(this.#writing);
  }

  /** A step that one can go back from. */
  step(choice: Choice): void {
    this.#flush();
    this.#become(choice);
    this.#window.history.pushState(null, '', this.#addressOf(choice));
  }

  /** One of many small moves: they share a step. */
  move(choice: Choice): void {
    this.#become(choice);
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), REST_MS);
  }

  #become(choice: Choice): void {
    this.choice = choice;
    this.#host.requestUpdate();
  }

  /** What was moved belongs to the step before the next one. */
  #flush(): void {
    if (this.#writing === undefined) return;
    clearTimeout(this.#writing);
    this.#write();
  }

  #write(): void {
    this.#writing = undefined;
    this.#window.history.replaceState(null, '', this.#addressOf(this.choice));
  }

  /** Whoever chose nothing has nothing in the address, not even its question mark. */
  #addressOf(choice: Choice): string {
    const search = this.#rules.write(choice);
    return `${this.#window.location.pathname}${search === '?' ? '' : search}`;
  }

  readonly #read = (): void => {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    this.#become(this.#rules.read(this.#window.location.search));
  };
}
