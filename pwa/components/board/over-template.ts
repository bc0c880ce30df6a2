/** What lies over the board while it is needed, and what only screen readers hear. */
import { html, nothing, type TemplateResult } from 'lit';
import { boardText } from '../../locales/board.ts';
import '../ls-menu.ts';
import type { MenuAsked, MenuChosen } from './bar-choices.ts';
import './ls-bar-card.ts';
import './ls-board-outcome.ts';

export interface OverSeen {
  /** What can be done with which; null = nobody has asked yet. */
  asked: MenuAsked | null;
  chosen: (detail: MenuChosen) => void;
  canMove: boolean;
}

export function over({ asked, chosen, canMove }: OverSeen): TemplateResult {
  return html`<ls-board-outcome hidden></ls-board-outcome>
    <ls-bar-card
      hidden
      aria-hidden="true"
      @menu-chosen=${({ detail }: CustomEvent<MenuChosen>) => chosen(detail)}
    ></ls-bar-card>
    <div class="chip" hidden aria-hidden="true"></div>
    ${asked ? menu(asked, chosen) : nothing}
    <p hidden id="bar-keys">${boardText(canMove ? 'boardKeys' : 'boardKeysLook')}</p>
    <p hidden id="ground-keys">${boardText('groundKeys')}</p>
    <p class="hidden speech" role="status" aria-live="assertive"></p>`;
}

/** Its keys are not the board's. */
function menu({ id, title, choices }: MenuAsked, chosen: (detail: MenuChosen) => void): TemplateResult {
  return html`<ls-menu
    context
    label=${boardText('menuOf', title)}
    @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
  >
    ${choices.map(({ key, text }) => html`<button role="menuitem" @click=${() => chosen({ id, key })}>${text}</button>`)}
  </ls-menu>`;
}
