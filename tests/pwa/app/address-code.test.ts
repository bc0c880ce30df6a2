import { describe, expect, it } from 'vitest';
import { takeCode } from '../../../pwa/app/address-code.ts';

function windowAt(address: string): { window: Window; left: () => string } {
  let url = new URL(address, 'http://gateway');
  const window = {
    get location() {
      return url;
    },
    history: { replaceState: (_state: unknown, _title: string, to: string) => void (url = new URL(to, url)) },
  };
  return { window: window as unknown as Window, left: () => url.pathname + url.search + url.hash };
}

describe('a code in an address', () => {
  it.each([
    ['/enrol#abcd-2345', { user: '', code: 'abcd-2345', refused: '' }, '/enrol'],
    ['/sign-on?user=attendant#K7PD', { user: 'attendant', code: 'K7PD', refused: '' }, '/sign-on?user=attendant'],
    ['/sign-on#100%25', { user: '', code: '100%', refused: '' }, '/sign-on'],
    ['/enrol#%E0%A4%A', { user: '', code: '%E0%A4%A', refused: '' }, '/enrol'],
    ['/?sign-on=refused&why=disabled', { user: '', code: '', refused: 'disabled' }, '/'],
    ['/explorer?m=line8/a', { user: '', code: '', refused: '' }, '/explorer?m=line8/a'],
  ])('%s is read once, and does not stay there', (address, said, left) => {
    const at = windowAt(address);
    expect(takeCode(at.window)).toEqual(said);
    expect(at.left()).toBe(left);
  });
});
