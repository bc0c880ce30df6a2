import { expect, it } from 'vitest';
import { HourTallies } from '../../../shared/production/hour-tallies.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';

const hour = (n: number) => n * HOUR_MS;

it('an hour is forgotten when it is old, stated, and not the one that is counted', () => {
  const tallies = new HourTallies();
  const [, , counted] = [3, 1, 2].map((n) => tallies.at(hour(n)));
  tallies.change(hour(1));
  tallies.forgetBefore(hour(3), counted!);
  expect(tallies.hours()).toEqual([1, 2, 3].map(hour));
  tallies.settled(hour(1));
  tallies.forgetBefore(hour(3), null);
  expect(tallies.hours()).toEqual([hour(3)]);
});

it('hours that changed are told in order, until they are stated', () => {
  const tallies = new HourTallies();
  for (const n of [3, 1, 2]) tallies.at(hour(n));
  tallies.changeFrom(hour(2));
  expect(tallies.changed()).toEqual([2, 3].map(hour));
  tallies.settled(hour(2));
  tallies.change(hour(9));
  expect(tallies.changed()).toEqual([3, 9].map(hour));
});
