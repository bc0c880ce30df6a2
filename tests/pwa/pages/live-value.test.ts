import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { LiveValue } from '../../../pwa/pages/live-value.ts';
import { Settable } from '../../fixtures/line-data.ts';

class Host implements ReactiveControllerHost {
  updates = 0;
  readonly controllers: ReactiveController[] = [];
  readonly updateComplete = Promise.resolve(true);
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
  }
  removeController(): void {}
  requestUpdate(): void {
    this.updates++;
  }
}

describe('a live value of a page', () => {
  it('is there at once and renders the page on each change', () => {
    const host = new Host();
    const live = new LiveValue<number>(host);
    const source = new Settable(1);
    live.hostConnected();
    live.follow(['a'], () => source);
    expect(live.value).toBe(1);
    source.set(2);
    expect([live.value, host.updates]).toEqual([2, 2]);
  });

  it('does not subscribe anew while its key stays the same', () => {
    const live = new LiveValue<number>(new Host());
    let opened = 0;
    live.hostConnected();
    for (let i = 0; i < 3; i++) {
      live.follow(['line8'], () => {
        opened++;
        return new Settable(1);
      });
    }
    expect(opened).toBe(1);
  });

  it('leaves the old line when another one is shown', () => {
    const live = new LiveValue<number>(new Host());
    const [eight, nine] = [new Settable(8), new Settable(9)];
    live.hostConnected();
    live.follow(['line8'], () => eight);
    live.follow(['line9'], () => nine);
    eight.set(80);
    expect(live.value).toBe(9);
  });

  it('hears nothing while its page is not shown, and catches up after', () => {
    const host = new Host();
    const live = new LiveValue<number>(host);
    const source = new Settable(1);
    live.hostConnected();
    live.follow(['a'], () => source);
    live.hostDisconnected();
    source.set(2);
    expect(live.value).toBe(1);
    live.hostConnected();
    expect(live.value).toBe(2);
  });
});
