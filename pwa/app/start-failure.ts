/** Why the app cannot keep anything on this device, as far as a person can do something about it. */
export type StartFailure = 'insecure' | 'blocked' | 'full' | 'broken';

/** What can be known before anything is opened; null = go on. */
export function failureBefore(window: Window & typeof globalThis): StartFailure | null {
  if (!window.isSecureContext) return 'insecure';
  try {
    return window.indexedDB && window.localStorage ? null : 'blocked';
  } catch {
    return 'blocked';
  }
}

/** Errors are recognised by name, wherever the storage has wrapped them. */
export function failureOf(error: unknown): StartFailure {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = innerOf(cause)) {
    const name = 'name' in cause ? cause.name : '';
    if (name === 'QuotaExceededError') return 'full';
    if (name === 'SecurityError' || name === 'InvalidStateError' || name === 'MissingAPIError') return 'blocked';
  }
  return 'broken';
}

function innerOf(error: object): unknown {
  if ('cause' in error) return error.cause;
  return 'inner' in error ? error.inner : null;
}
