import { describe, expect, it } from 'vitest';
import { failureBefore, failureOf } from '../../../pwa/app/start-failure.ts';

const named = (name: string) => Object.assign(new Error('as the browser says it'), { name });
const around = (parts: object) => parts as Parameters<typeof failureBefore>[0];

describe('a start that fails', () => {
  it.each([
    ['full', named('QuotaExceededError')],
    ['full', Object.assign(named('AbortError'), { inner: named('QuotaExceededError') })],
    ['full', new Error('opening', { cause: named('QuotaExceededError') })],
    ['blocked', named('SecurityError')],
    ['broken', new Error('anything else')],
    ['broken', 'not even an error'],
  ])('is "%s" by the name of what went wrong inside', (failure, error) => {
    expect(failureOf(error)).toBe(failure);
  });

  it('is known beforehand for an address that is not secure, and where storage is blocked', () => {
    expect(failureBefore(around({ isSecureContext: false }))).toBe('insecure');
    const blocked = {
      isSecureContext: true,
      indexedDB: {},
      get localStorage(): never {
        throw named('SecurityError');
      },
    };
    expect(failureBefore(around(blocked))).toBe('blocked');
    expect(failureBefore(around({ isSecureContext: true, indexedDB: {}, localStorage: {} }))).toBeNull();
  });
});
