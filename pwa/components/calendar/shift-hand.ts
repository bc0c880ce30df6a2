/** A hand on the week: it draws a shift over free time, carries one, or moves an edge, by mouse, finger or pen. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { WEEKDAYS, type Weekday, type WeekDays } from '../../../shared/orders/entities.ts';
import { DAY_MIN, dragged, snapped, type ShiftAt, type WeekDrag } from './week-grid.ts';
import { carried } from './week-moving.ts';

/** A hand that moves less has tapped, px. */
const SLOP_PX = 5;

export interface Spot {
  /** Row: 0 = Monday. */
  row: number;
  /** Of the day. */
  minute: number;
}
type HandDrag = WeekDrag | ({ kind: 'carry' } & ShiftAt & Spot);

interface Hand {
  pointer: number;
  drag: HandDrag;
  x: number;
  y: number;
  /** It went far enough to mean it. */
  moved: boolean;
}

/** What the grid tells and hears. */
export interface HandHost extends ReactiveControllerHost, HTMLElement {
  readonly editable: boolean;
  readonly days: WeekDays;
  spot(event: PointerEvent): Spot;
  /** The week as the hand made it. */
  drawn(days: WeekDays): void;
  /** A tap on free time. */
  tapped(day: Weekday): void;
}

export class ShiftHand implements ReactiveController {
  /** The week as it would be if the hand let go now; null = as it is. */
  tried: WeekDays | null = null;
  /** Where the hand is while it changes something. */
  spot: Spot | null = null;
  readonly #host: HandHost;
  #hand: Hand | null = null;

  constructor(host: HandHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.letGo();
  }

  readonly pressed = (event: PointerEvent): void => {
    if (!this.#host.editable || event.button !== 0 || !event.isPrimary || this.#hand) return;
    const target = heldBy(event);
    if (!target.closest('.track')) return;
    const drag = dragOf(target, this.#host.spot(event));
    this.#hand = { pointer: event.pointerId, drag, x: event.clientX, y: event.clientY, moved: false };
    window.addEventListener('keydown', this.#escape, true);
  };

  readonly moved = (event: PointerEvent): void => {
    const hand = this.#hand;
    if (hand?.pointer !== event.pointerId) return;
    if (!hand.moved) {
      if (Math.hypot(event.clientX - hand.x, event.clientY - hand.y) <= SLOP_PX) return;
      hand.moved = true;
      // From now on, also if what it holds is drawn in another row; and no click comes of it.
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
    const { days } = this.#host;
    this.spot = this.#host.spot(event);
    const tried = weekWith(days, hand.drag, this.spot);
    this.tried = tried === days ? null : tried;
    this.#host.requestUpdate();
  };

  readonly lifted = (event: PointerEvent): void => {
    const hand = this.#hand;
    if (hand?.pointer !== event.pointerId) return;
    const { tried } = this;
    this.letGo();
    if (tried) this.#host.drawn(tried);
    else if (!hand.moved && hand.drag.kind === 'draw') this.#host.tapped(WEEKDAYS[hand.drag.row]!);
  };

  readonly letGo = (): void => {
    this.#hand = this.tried = this.spot = null;
    window.removeEventListener('keydown', this.#escape, true);
    this.#host.requestUpdate();
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.letGo();
  };
}

/** Of edges that lie over each other, because little is between two shifts, the nearest. */
function heldBy({ target, clientX }: PointerEvent): HTMLElement {
  const held = target as HTMLElement;
  if (!held.matches('.edge')) return held;
  const away = (edge: HTMLElement) => {
    const { left, right } = edge.getBoundingClientRect();
    return Math.abs(clientX - (left + right) / 2);
  };
  const edges = held.closest('.track')?.querySelectorAll<HTMLElement>('.edge') ?? [];
  return [...edges].reduce((nearest, edge) => (away(edge) < away(nearest) ? edge : nearest), held);
}

function dragOf(target: HTMLElement, spot: Spot): HandDrag {
  const { edge, day, index } = (target.closest<HTMLElement>('[data-index]') ?? target).dataset;
  if (day === undefined || index === undefined) return { kind: 'draw', ...spot };
  const at: ShiftAt = { day: day as Weekday, index: Number(index) };
  return edge === undefined ? { kind: 'carry', ...at, ...spot } : { kind: edge as 'from' | 'to', ...at };
}

function weekWith(days: WeekDays, drag: HandDrag, to: Spot): WeekDays {
  if (drag.kind !== 'carry') return dragged(days, drag, to);
  return carried(days, drag, snapped((to.row - drag.row) * DAY_MIN + to.minute - drag.minute));
}
