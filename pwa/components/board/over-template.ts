/** What lies over the board while it is needed, and what only screen readers hear. */
import { html, type TemplateResult } from 'lit';
import { boardText } from '../../locales/board.ts';
import './ls-bar-card.ts';
import './ls-board-menu.ts';
import type { MenuChosen } from './ls-board-menu.ts';
import './ls-board-outcome.ts';

export function over(chosen: (event: CustomEvent<MenuChosen>) => void): TemplateResult {
  return html`<ls-board-outcome hidden></ls-board-outcome>
    <ls-bar-card hidden aria-hidden="true" @menu-chosen=${chosen}></ls-bar-card>
    <div class="chip" hidden aria-hidden="true"></div>
    <ls-board-menu @menu-chosen=${chosen}></ls-board-menu>
    <p class="hidden" id="bar-keys">${boardText('boardKeys')}</p>
    <p class="hidden speech" role="status" aria-live="assertive"></p>`;
}
