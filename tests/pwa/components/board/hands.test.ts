import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handle, type Deed, type HandEvent, type Hands, type Under } from '../../../../pwa/components/board/hands.ts';

const BAR: Under = { kind: 'bar', id: 'a', movable: true };
const GROUND: Under = { kind: 'ground' };
const hand = (pointer: number, x: number, y = 0) => ({ pointer, x, y });
const press = (under: Under, more: Partial<HandEvent & { type: 'press' }> = {}): HandEvent => ({
  ...{ type: 'press', hand: hand(1, 0), under, isTouch: false, shift: false, many: false },
  ...more,
});
const move = (x: number, pointer = 1): HandEvent => ({ type: 'move', hand: hand(pointer, x), shift: false });
const lift = (pointer = 1): HandEvent => ({ type: 'lift', hand: hand(pointer, 0) });

function after(...events: HandEvent[]): { hands: Hands; deeds: Deed['do'][] } {
  let hands: Hands = { doing: 'nothing' };
  const deeds: Deed['do'][] = [];
  for (const event of events) {
    const handled = handle(hands, event);
    hands = handled.hands;
    deeds.push(...handled.deeds.map((deed) => deed.do));
  }
  return { hands, deeds };
}

describe('hands on the board', () => {
  it('drag a bar once the mouse has moved 4 px, and click it before', () => {
    expect(after(press(BAR), move(3), lift()).deeds).toEqual(['tap']);
    expect(after(press(BAR), move(4), lift()).deeds).toEqual(['pick', 'aim', 'drop']);
  });

  it('drag with a finger only after a long press; without one they pan', () => {
    const touch = press(BAR, { isTouch: true });
    expect(after(touch, move(20), lift()).deeds).toEqual(['count', 'pan']);
    expect(after(touch, { type: 'held', pointer: 1 }, move(20), lift()).deeds).toEqual([
      'count',
      'pick',
      'aim',
      'drop',
    ]);
  });

  it('ask what can be done when a long press goes nowhere', () => {
    const events = [press(BAR, { isTouch: true }), { type: 'held', pointer: 1 } as const, move(3), lift()];
    expect(after(...events).deeds).toEqual(['count', 'pick', 'restore', 'menu']);
  });

  it('pan on the ground, and select with a rubber band with Shift', () => {
    expect(after(press(GROUND), move(10), lift()).deeds).toEqual(['pan']);
    expect(after(press(GROUND, { shift: true }), move(10), lift()).deeds).toEqual(['band', 'band-end']);
  });

  it('pan instead of dragging what cannot be moved', () => {
    expect(after(press({ ...BAR, movable: false }), move(10)).deeds).toEqual(['pan']);
  });

  it('zoom with two fingers, and go on panning with the one that stays', () => {
    const second = press(GROUND, { isTouch: true, hand: hand(2, 100) });
    const { hands, deeds } = after(press(GROUND, { isTouch: true }), second, move(200, 2), lift(2));
    expect(deeds).toEqual(['pan', 'zoom']);
    expect(hands).toMatchObject({ doing: 'panning', hand: { pointer: 1 } });
  });

  it.each<[string, HandEvent]>([
    ['Escape', { type: 'key', key: 'escape' }],
    ['a pointer that was taken away', { type: 'lost', pointer: 1 }],
    ['a second finger', press(GROUND, { isTouch: true, hand: hand(2, 50) })],
    ['a bar that vanished', { type: 'gone' }],
  ])('put back what they drag on %s', (_, event) => {
    const { hands, deeds } = after(press(BAR), move(10), event, lift());
    expect(hands).toEqual({ doing: 'nothing' });
    expect(deeds).toEqual(['pick', 'aim', 'restore']);
  });

  it('drop or put back whatever they picked up, once, in any sequence of events', () => {
    const pointer = fc.constantFrom(1, 2);
    const under = fc.constantFrom<Under[]>(
      BAR,
      { ...BAR, movable: false },
      { kind: 'card', id: 'p', movable: true },
      GROUND,
    );
    const at = fc.record({ pointer, x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) });
    const event = fc.oneof(
      fc.record({
        ...{ type: fc.constant('press' as const), hand: at, under },
        ...{ isTouch: fc.boolean(), shift: fc.boolean(), many: fc.boolean() },
      }),
      fc.record({ type: fc.constant('move' as const), hand: at, shift: fc.boolean() }),
      fc.record({ type: fc.constant('lift' as const), hand: at }),
      fc.record({ type: fc.constantFrom('lost' as const, 'held' as const), pointer }),
      fc.record({
        type: fc.constant('key' as const),
        key: fc.constantFrom('pick' as const, 'drop' as const, 'escape' as const),
      }),
      fc.constant<HandEvent>({ type: 'gone' }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { hands, deeds } = after(...events);
        const ends = deeds.filter((deed) => deed === 'pick' || deed === 'drop' || deed === 'restore');
        // Alternately picked up and let go.
        ends.forEach((deed, i) => expect(deed === 'pick').toBe(i % 2 === 0));
        const escaped = handle(hands, { type: 'key', key: 'escape' });
        expect(escaped.hands).toEqual({ doing: 'nothing' });
        expect(escaped.deeds.some((deed) => deed.do === 'restore')).toBe(ends.length % 2 === 1);
        expect(escaped.deeds.some((deed) => deed.do === 'drop')).toBe(false);
      }),
    );
  });
});
