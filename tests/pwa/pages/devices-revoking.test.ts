import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Revoking } from '../../../pwa/pages/devices-revoking.ts';
import type { DeviceView } from '../../../shared/access/protocol.ts';

const tablet = { id: 'd1', name: 'Tablet' } as DeviceView;
let revoked: string[] = [];
const revoking = () =>
  new Revoking(
    { addController: () => undefined, requestUpdate: () => undefined } as never,
    async ({ id }) => void revoked.push(id),
  );

beforeEach(() => {
  vi.useFakeTimers();
  revoked = [];
});
afterEach(() => vi.useRealTimers());

describe('a device that is to be revoked', () => {
  it('is revoked after ten seconds', () => {
    revoking().begin(tablet);
    vi.advanceTimersByTime(9_900);
    expect(revoked).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(revoked).toEqual(['d1']);
  });

  it('is not when that is undone', () => {
    const one = revoking();
    one.begin(tablet);
    one.undo();
    vi.advanceTimersByTime(60_000);
    expect(revoked).toEqual([]);
  });

  it('is at once when the page is left, and once', () => {
    const one = revoking();
    one.begin(tablet);
    one.hostDisconnected();
    expect(revoked).toEqual(['d1']);
    vi.advanceTimersByTime(60_000);
    expect(revoked).toEqual(['d1']);
  });
});
