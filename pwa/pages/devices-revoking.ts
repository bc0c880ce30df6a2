/** Revokes a device after ten seconds in which it can be undone: at the gateway a revoked device stays so. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DeviceView } from '../../shared/access/protocol.ts';

/** Long enough to see a slip of the finger. */
const UNDO_MS = 10_000;

export class Revoking implements ReactiveController {
  /** Which is about to be revoked. */
  device: DeviceView | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #revoke: (device: DeviceView) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, revoke: (device: DeviceView) => Promise<void>) {
    this.#host = host;
    this.#revoke = revoke;
    host.addController(this);
  }

  /** Whoever leaves the page has not undone it. */
  hostDisconnected(): void {
    void this.flush();
  }

  begin(device: DeviceView): void {
    this.device = device;
    this.#timer = setTimeout(() => void this.flush(), UNDO_MS);
    this.#host.requestUpdate();
  }

  undo(): void {
    clearTimeout(this.#timer);
    this.device = null;
    this.#host.requestUpdate();
  }

  /** Does it now, if there is one. */
  async flush(): Promise<void> {
    const { device } = this;
    this.undo();
    if (device) await this.#revoke(device);
  }
}
