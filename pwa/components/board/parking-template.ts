/** What waits for a line, as cards: beside the chart, or below it where it is narrow. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from '../style-map.ts';
import { aloud } from '../../locales/board-aloud.ts';
import { boardText } from '../../locales/board.ts';
import type { ParkedCard } from './board-model.ts';
import { markShapes, toneOf } from './mark-shapes.ts';

export interface ParkingSeen {
  cards: readonly ParkedCard[];
  selected: ReadonlySet<string>;
  held: ReadonlySet<string>;
  /** Null = nothing is sought, and all cards are there. */
  found: ((id: string) => boolean) | null;
  /** What is carried would be parked. */
  isTarget: boolean;
  canMove: boolean;
  /** The card that the tab key reaches. */
  focusable: string | null;
  /** Null = always open. */
  open: boolean | null;
  toggle: () => void;
}

export function parking(seen: ParkingSeen): TemplateResult {
  const { cards, isTarget, open } = seen;
  const hint = boardText(seen.canMove && cards.length > 0 ? 'parkingHint' : 'parkingCount', cards.length);
  return html`<section class="parking ${isTarget ? 'target' : ''}" aria-labelledby="parking">
    <header>
      <h2 id="parking">${boardText('parking')}</h2>
      <span class="second">${isTarget ? boardText('parkHere') : hint}</span>
      ${
        open === null
          ? nothing
          : html`<button
              id="parking-toggle"
              class="toggle"
              aria-expanded=${open ? 'true' : 'false'}
              aria-labelledby="parking-toggle parking"
              @click=${seen.toggle}
            >
              ${boardText(open ? 'parkingHide' : 'parkingShow')}
            </button>`
      }
    </header>
    ${
      open === false
        ? nothing
        : cards.length === 0
          ? html`<p class="second nothing">${boardText(seen.found ? 'parkingNotFound' : 'parkingNone')}</p>`
          : html`<ul class="cards" aria-labelledby="parking" aria-describedby="bar-keys">
              ${repeat(
                cards,
                ({ id }) => id,
                (card) => html`<li>${cardOf(card, seen)}</li>`,
              )}
            </ul>`
    }
  </section>`;
}

function cardOf(card: ParkedCard, { selected, held, canMove, focusable }: ParkingSeen): TemplateResult {
  const look = [
    'card',
    toneOf(card.marks),
    canMove ? 'movable' : '',
    selected.has(card.id) ? 'selected' : '',
    held.has(card.id) ? 'held' : '',
  ];
  return html`<div
    class=${look.join(' ')}
    role="button"
    tabindex=${focusable === card.id ? '0' : '-1'}
    data-card=${card.id}
    aria-pressed=${selected.has(card.id) ? 'true' : 'false'}
    style=${styleMap({ '--product': card.colour })}
  >
    <span class="hidden">${aloud(card.label)}</span>
    <span class="first" aria-hidden="true"><b>${card.title}</b>${markShapes(card.marks)}</span>
    <span class="note" aria-hidden="true">${card.note}</span>
  </div>`;
}
