/**
 * What hands do on the board, as a state machine: nothing, pressing, dragging (by pointer or keys), panning, a rubber band or
 * pinching. Pure: it is told what happened and answers with what is to be done. Whatever is picked up is dropped or put back,
 * once.
 */

/** What lies under a hand. */
export type Under = { kind: 'bar' | 'card'; id: string; movable: boolean } | { kind: 'ground' } | { kind: 'panel' };

export interface Point {
  x: number;
  y: number;
}

interface Finger extends Point {
  pointer: number;
}

export type Hands =
  | { doing: 'nothing' }
  | { doing: 'pressing'; hand: Finger; under: Under; isTouch: boolean; shift: boolean; many: boolean }
  | { doing: 'dragging'; hand: Finger; under: Under; isTouch: boolean; moved: boolean }
  | { doing: 'carrying' }
  | { doing: 'panning'; hand: Finger }
  | { doing: 'banding'; hand: Finger; from: Point }
  | { doing: 'pinching'; hands: readonly [Finger, Finger] };

export type HandEvent =
  | { type: 'press'; hand: Finger; under: Under; isTouch: boolean; shift: boolean; many: boolean }
  | { type: 'move'; hand: Finger; shift: boolean }
  | { type: 'lift'; hand: Finger }
  /** The pointer was taken away: pointercancel, lost capture. */
  | { type: 'lost'; pointer: number }
  /** It was pressed for as long as a long press takes. */
  | { type: 'held'; pointer: number }
  | { type: 'key'; key: 'pick' | 'drop' | 'escape' }
  /** What is dragged is no longer there, or the board has gone. */
  | { type: 'gone' };

export type Deed =
  | { do: 'pick'; under: Under | null; at: Point | null }
  | { do: 'aim'; at: Point; shift: boolean }
  | { do: 'drop' }
  | { do: 'restore' }
  | { do: 'pan'; x: number; y: number }
  | { do: 'zoom'; factor: number; x: number }
  | { do: 'band'; from: Point; to: Point }
  | { do: 'band-end' }
  | { do: 'tap'; under: Under; shift: boolean; many: boolean }
  | { do: 'menu'; under: Under; at: Point }
  /** A long press begins to count. */
  | { do: 'count'; pointer: number };

export interface Handled {
  hands: Hands;
  deeds: readonly Deed[];
}

const NOTHING: Hands = { doing: 'nothing' };
/** A mouse that moves less than this clicks, a finger taps (px). */
const MOUSE_SLOP = 4;
const TOUCH_SLOP = 8;

export function handle(hands: Hands, event: HandEvent): Handled {
  switch (event.type) {
    case 'press':
      return press(hands, event);
    case 'move':
      return move(hands, event);
    case 'lift':
      return lift(hands, event.hand);
    case 'held':
      return held(hands, event.pointer);
    case 'lost':
      return isOf(hands, event.pointer) ? { hands: NOTHING, deeds: undone(hands) } : { hands, deeds: [] };
    case 'gone':
      return { hands: NOTHING, deeds: undone(hands) };
    case 'key':
      return key(hands, event.key);
  }
}

function press(hands: Hands, { hand, under, isTouch, shift, many }: HandEvent & { type: 'press' }): Handled {
  if (hands.doing === 'nothing') {
    const deeds: Deed[] = isTouch && under.kind !== 'ground' ? [{ do: 'count', pointer: hand.pointer }] : [];
    return { hands: { doing: 'pressing', hand, under, isTouch, shift, many }, deeds };
  }
  if (isOf(hands, hand.pointer)) {
    // Its lifting was never told: what it did is over.
    const anew = press({ doing: 'nothing' }, { type: 'press', hand, under, isTouch, shift, many });
    return { hands: anew.hands, deeds: [...undone(hands), ...anew.deeds] };
  }
  const isPinch = (hands.doing === 'pressing' && hands.isTouch) || hands.doing === 'panning';
  if (isPinch && isTouch) return { hands: { doing: 'pinching', hands: [hands.hand, hand] }, deeds: [] };
  return { hands: NOTHING, deeds: undone(hands) };
}

function move(hands: Hands, { hand, shift }: HandEvent & { type: 'move' }): Handled {
  if (!isOf(hands, hand.pointer)) return { hands, deeds: [] };
  switch (hands.doing) {
    case 'nothing':
    case 'carrying':
      return { hands, deeds: [] };
    case 'pressing':
      return begin(hands, hand, shift);
    case 'dragging': {
      const moved = hands.moved || isFar(hands.hand, hand, hands.isTouch);
      const deeds: Deed[] = moved ? [{ do: 'aim', at: pointOf(hand), shift }] : [];
      return { hands: moved ? { ...hands, hand, moved } : hands, deeds };
    }
    case 'panning':
      return {
        hands: { doing: 'panning', hand },
        deeds: [{ do: 'pan', x: hands.hand.x - hand.x, y: hands.hand.y - hand.y }],
      };
    case 'banding':
      return { hands: { ...hands, hand }, deeds: [{ do: 'band', from: hands.from, to: pointOf(hand) }] };
    case 'pinching':
      return pinch(hands.hands, hand);
  }
}

function begin(hands: Hands & { doing: 'pressing' }, hand: Finger, shift: boolean): Handled {
  if (!isFar(hands.hand, hand, hands.isTouch)) return { hands, deeds: [] };
  const { under, isTouch } = hands;
  const from = pointOf(hands.hand);
  if (!isTouch && 'movable' in under && under.movable) {
    return {
      hands: { doing: 'dragging', hand, under, isTouch, moved: true },
      deeds: [
        { do: 'pick', under, at: from },
        { do: 'aim', at: pointOf(hand), shift },
      ],
    };
  }
  if (under.kind === 'card' || under.kind === 'panel') return { hands: NOTHING, deeds: [] };
  if (hands.shift && under.kind === 'ground' && !isTouch) {
    return { hands: { doing: 'banding', hand, from }, deeds: [{ do: 'band', from, to: pointOf(hand) }] };
  }
  return { hands: { doing: 'panning', hand }, deeds: [{ do: 'pan', x: from.x - hand.x, y: from.y - hand.y }] };
}

function pinch([a, b]: readonly [Finger, Finger], hand: Finger): Handled {
  const [before, other] = hand.pointer === a.pointer ? [a, b] : [b, a];
  const distance = (from: Finger) => Math.max(1, Math.abs(from.x - other.x));
  return {
    hands: { doing: 'pinching', hands: [hand, other] },
    deeds: [
      { do: 'pan', x: (before.x - hand.x) / 2, y: 0 },
      { do: 'zoom', factor: distance(before) / distance(hand), x: (hand.x + other.x) / 2 },
    ],
  };
}

function lift(hands: Hands, { pointer }: Finger): Handled {
  if (!isOf(hands, pointer)) return { hands, deeds: [] };
  switch (hands.doing) {
    case 'pressing':
      return {
        hands: NOTHING,
        deeds: [{ do: 'tap', under: hands.under, shift: hands.shift, many: hands.many }],
      };
    case 'dragging':
      if (hands.moved) return { hands: NOTHING, deeds: [{ do: 'drop' }] };
      // A long press that goes nowhere asks what can be done.
      return {
        hands: NOTHING,
        deeds: [{ do: 'restore' }, { do: 'menu', under: hands.under, at: pointOf(hands.hand) }],
      };
    case 'pinching':
      return { hands: { doing: 'panning', hand: hands.hands.find((each) => each.pointer !== pointer)! }, deeds: [] };
    case 'banding':
      return { hands: NOTHING, deeds: [{ do: 'band-end' }] };
    case 'nothing':
    case 'carrying':
    case 'panning':
      return { hands: NOTHING, deeds: [] };
  }
}

function held(hands: Hands, pointer: number): Handled {
  if (hands.doing !== 'pressing' || hands.hand.pointer !== pointer) return { hands, deeds: [] };
  const { hand, under, isTouch } = hands;
  if ('movable' in under && under.movable) {
    const deeds: Deed[] = [{ do: 'pick', under, at: pointOf(hand) }];
    return { hands: { doing: 'dragging', hand, under, isTouch, moved: false }, deeds };
  }
  return { hands: NOTHING, deeds: [{ do: 'menu', under, at: pointOf(hand) }] };
}

function key(hands: Hands, pressed: 'pick' | 'drop' | 'escape'): Handled {
  if (pressed === 'escape') return { hands: NOTHING, deeds: undone(hands) };
  if (pressed === 'pick' && hands.doing === 'nothing') {
    return { hands: { doing: 'carrying' }, deeds: [{ do: 'pick', under: null, at: null }] };
  }
  if (pressed === 'drop' && hands.doing === 'carrying') return { hands: NOTHING, deeds: [{ do: 'drop' }] };
  return { hands, deeds: [] };
}

function undone({ doing }: Hands): Deed[] {
  if (doing === 'dragging' || doing === 'carrying') return [{ do: 'restore' }];
  return doing === 'banding' ? [{ do: 'band-end' }] : [];
}

function isOf(hands: Hands, pointer: number): boolean {
  if (hands.doing === 'pinching') return hands.hands.some((hand) => hand.pointer === pointer);
  return 'hand' in hands && hands.hand.pointer === pointer;
}

function isFar(a: Point, b: Point, isTouch: boolean): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) >= (isTouch ? TOUCH_SLOP : MOUSE_SLOP);
}

function pointOf({ x, y }: Finger): Point {
  return { x, y };
}
