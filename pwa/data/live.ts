/** Between RxJS, which the database speaks, and `Live`, which is all that pages need. */
import { Observable, throttleTime, type MonoTypeOperatorFunction } from 'rxjs';
import type { Live } from './line-data.ts';

export function asLive<T>(values$: Observable<T>): Live<T> {
  return {
    subscribe(listener) {
      const subscription = values$.subscribe(listener);
      return () => subscription.unsubscribe();
    },
  };
}

export function observed<T>(live: Live<T>): Observable<T> {
  return new Observable((subscriber) => live.subscribe((value) => subscriber.next(value)));
}

/** Screens are told at most ten times a second; the first change after a pause at once. */
export function coalesced<T>(): MonoTypeOperatorFunction<T> {
  return throttleTime<T>(100, undefined, { leading: true, trailing: true });
}
