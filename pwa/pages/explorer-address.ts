/** The page's choice is its address: it can be shared, kept as a bookmark, and goes back and forward. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { choiceIn, searchOf, type ExplorerChoice } from './explorer-choice.ts';

/** Browsers refuse addresses that change with every move of a hand. */
const REST_MS = 300;

export class ExplorerAddress implements ReactiveController {
  choice: ExplorerChoice;
  readonly #host: ReactiveControllerHost;
  readonly #window: Window;
  #writing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, window: Window) {
    this.#host = host;
    this.#window = window;
    this.choice = choiceIn(window.location.search);
    host.addController(this);
  }

  hostConnected(): void {
    this.choice = choiceIn(this.#window.location.search);
    this.#window.addEventListener('popstate', this.#read);
  }

  hostDisconnected(): void {
    this.#window.removeEventListener('popstate', this.#read);
    clearTimeout(this.#writing);
  }

  /** A step that one can go back from. */
  step(choice: ExplorerChoice): void {
    this.#flush();
    this.#become(choice);
    this.#window.history.pushState(null, '', searchOf(choice));
  }

  /** One of many small moves: they share a step. */
  move(choice: ExplorerChoice): void {
    this.#become(choice);
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), REST_MS);
  }

  #become(choice: ExplorerChoice): void {
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
    this.#window.history.replaceState(null, '', searchOf(this.choice));
  }

  readonly #read = (): void => {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    this.#become(choiceIn(this.#window.location.search));
  };
}
