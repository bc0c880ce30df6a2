/** Listens to pointers on the board and tells the state machine; what is to be done goes to whoever does it. */
import { handle, type Deed, type HandEvent, type Hands, type Under } from './hands.ts';

const LONG_PRESS_MS = 350;

export interface HandsHost {
  /** Null = not for the board: a button, a link. */
  under(event: MouseEvent): Under | null;
  doThis(deed: Deed): void;
}

export class BoardHands {
  readonly #stage: HTMLElement;
  readonly #host: HandsHost;
  #hands: Hands = { doing: 'nothing' };
  #pressed: ReturnType<typeof setTimeout> | undefined;
  #last: (HandEvent & { type: 'move' }) | null = null;

  constructor(stage: HTMLElement, host: HandsHost) {
    this.#stage = stage;
    this.#host = host;
  }

  get doing(): Hands['doing'] {
    return this.#hands.doing;
  }

  tell(event: HandEvent): void {
    const { hands, deeds } = handle(this.#hands, event);
    this.#hands = hands;
    if (hands.doing !== 'pressing') clearTimeout(this.#pressed);
    this.#capture();
    for (const deed of deeds) {
      if (deed.do === 'count') this.#count(deed.pointer);
      else this.#host.doThis(deed);
    }
  }

  listen(signal: AbortSignal): void {
    const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      this.#stage.addEventListener(name, listener as EventListener, { signal });
    on('pointerdown', this.#down);
    on('pointermove', this.#move);
    on('pointerup', (event) => this.tell({ type: 'lift', hand: handOf(event) }));
    on('pointercancel', ({ pointerId }) => this.tell({ type: 'lost', pointer: pointerId }));
    on('lostpointercapture', (event) => {
      // A finger's own capture goes from the bar to the board when it begins to drag.
      if (event.composedPath()[0] === this.#stage) this.tell({ type: 'lost', pointer: event.pointerId });
    });
    on('contextmenu', this.#menu);
    on('dragstart', (event) => event.preventDefault());
    // Without this the page would be scrolled by a finger that drags.
    this.#stage.addEventListener('touchmove', (event) => this.doing === 'dragging' && event.preventDefault(), {
      signal,
      passive: false,
    });
    addEventListener('keydown', this.#key, { signal, capture: true });
    addEventListener('keyup', this.#key, { signal, capture: true });
    addEventListener('blur', () => this.doing === 'dragging' && this.tell({ type: 'gone' }), { signal });
    signal.addEventListener('abort', () => this.tell({ type: 'gone' }));
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const under = this.#host.under(event);
    if (!under) return;
    this.#last = null;
    const isTouch = event.pointerType !== 'mouse';
    const many = event.ctrlKey || event.metaKey;
    this.tell({ type: 'press', hand: handOf(event), under, isTouch, shift: event.shiftKey, many });
  };

  readonly #move = (event: PointerEvent): void => {
    if (this.doing === 'nothing') return;
    this.#last = { type: 'move', hand: handOf(event), shift: event.shiftKey };
    this.tell(this.#last);
  };

  readonly #menu = (event: PointerEvent): void => {
    const under = this.#host.under(event);
    if (!under) return;
    event.preventDefault();
    // A finger's long press is counted here, not by the browser.
    if (event.pointerType === 'touch' || event.pointerType === 'pen') return;
    this.tell({ type: 'gone' });
    this.#host.doThis({ do: 'menu', under, at: { x: event.clientX, y: event.clientY } });
  };

  /** Escape and Shift count wherever the focus is while something is dragged. */
  readonly #key = (event: KeyboardEvent): void => {
    if (this.doing === 'nothing' || this.doing === 'carrying') return;
    if (event.key === 'Shift' && this.#last) this.tell({ ...this.#last, shift: event.type === 'keydown' });
    if (event.key !== 'Escape' || event.type !== 'keydown') return;
    event.preventDefault();
    event.stopPropagation();
    this.tell({ type: 'key', key: 'escape' });
  };

  #count(pointer: number): void {
    clearTimeout(this.#pressed);
    this.#pressed = setTimeout(() => {
      // Only where the device has it, and only by a finger.
      if (this.doing === 'pressing') navigator.vibrate?.(15);
      this.tell({ type: 'held', pointer });
    }, LONG_PRESS_MS);
  }

  /** From here on events come to the board, also when what was pressed is no longer there. */
  #capture(): void {
    const hands = this.#hands;
    if (hands.doing === 'pressing') return;
    const pointers = 'hand' in hands ? [hands.hand] : 'hands' in hands ? hands.hands : [];
    for (const { pointer } of pointers) {
      if (!this.#stage.hasPointerCapture(pointer)) this.#stage.setPointerCapture(pointer);
    }
  }
}

function handOf({ pointerId, clientX, clientY }: PointerEvent): { pointer: number; x: number; y: number } {
  return { pointer: pointerId, x: clientX, y: clientY };
}
