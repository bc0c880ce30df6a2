/** What lies along the bottom of the screen and is pressed there: notes that hang over the page keep above it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const feet = new Set<Element>();
const changes = new EventTarget();

/** Makes its host such a foot while it is on the page. */
export class Foot implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    feet.add(this.#host);
  }

  hostUpdated(): void {
    changes.dispatchEvent(new Event('change'));
  }

  hostDisconnected(): void {
    feet.delete(this.#host);
    changes.dispatchEvent(new Event('change'));
  }
}

/** Sets `--foot` of its host: how far above the bottom of the screen it has to stay (px). */
export class AboveFeet implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    changes.addEventListener('change', this.#rise);
    this.#rise();
  }

  hostDisconnected(): void {
    changes.removeEventListener('change', this.#rise);
  }

  readonly #rise = (): void => {
    const taken = [...feet].map((foot) => innerHeight - foot.getBoundingClientRect().top);
    // What fills half of the screen is what is read, and has room for a note.
    const most = Math.max(0, ...taken.filter((height) => height < innerHeight / 2));
    this.#host.style.setProperty('--foot', `${most}px`);
  };
}
