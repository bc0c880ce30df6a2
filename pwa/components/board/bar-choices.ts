/** What can be done with one bar or card, wherever it is asked for: the board's own choices first, then the page's. */
import { boardText } from '../../locales/board.ts';
import type { ActionsHost } from './board-actions.ts';
import type { BarChoice } from './board-model.ts';
import type { Point, Under } from './hands.ts';
import { idOf } from './under-hand.ts';

export interface MenuAsked {
  /** Of the bar or card. */
  id: string;
  title: string;
  choices: readonly BarChoice[];
  at: Point;
}

export interface MenuChosen {
  id: string;
  key: string;
}

export class BarChoices {
  readonly #host: ActionsHost;

  constructor(host: ActionsHost) {
    this.#host = host;
  }

  of(id: string): readonly BarChoice[] {
    const { layout, previewOf, choicesOf } = this.#host;
    const bar = layout.bars.get(id);
    const own: ('open' | 'moveTo' | 'park')[] = ['open'];
    if (previewOf && (bar?.movable ?? true)) own.push('moveTo');
    if (previewOf && bar?.movable) own.push('park');
    return [...own.map((key) => ({ key, text: boardText(key) })), ...(choicesOf?.(id) ?? [])];
  }

  ask(under: Under, at: Point): void {
    if (!('id' in under)) return;
    const { id } = under;
    const { layout, parked } = this.#host;
    const title = (layout.bars.get(id) ?? parked.find((card) => card.id === id))?.title;
    if (title !== undefined) this.#host.ask({ id, title, choices: this.of(id), at });
  }

  chosen({ id, key }: MenuChosen): void {
    if (key === 'open') this.#host.emit('ls-board-open', { id });
    else if (key === 'moveTo') this.move(id);
    else if (key === 'park') this.#host.emit('ls-board-drop', { ids: this.#together(id), target: { kind: 'parking' } });
    else this.#host.emit('ls-board-chosen', { id, key });
  }

  move(id: string): void {
    if (this.#host.previewOf) this.#host.emit('ls-board-move-asked', { ids: this.#together(id) });
  }

  /** Where lines are lists there is nothing to look at beside what is opened. */
  click(event: MouseEvent): void {
    const id = idOf(event);
    if (this.#host.chart === null && id !== null && !event.ctrlKey && !event.shiftKey)
      this.#host.emit('ls-board-open', { id });
  }

  #together(id: string): string[] {
    return this.#host.selected.has(id) ? [...this.#host.selected] : [id];
  }
}
