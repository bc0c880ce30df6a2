import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls, panel } from '../../styles/controls.ts';
import type { Says } from './ls-gateway-list.ts';
import { gatewayStyles } from './styles.ts';

/** How a line stands with its plant. */
export interface PlantContact {
  name: string;
  origin: string;
  /** `look`: somebody should, sooner or later; `act`: now. */
  tone: 'fine' | 'look' | 'act';
  says: string;
  todo: string;
  /** In the gateway's own words, which are English; empty = none. */
  detail: string;
  clock: Says;
}

@customElement('ls-plant-contact')
export class LsPlantContact extends LitElement {
  @property({ attribute: false }) plant!: PlantContact;

  static override styles = [
    controls,
    panel,
    gatewayStyles,
    css`
      :host {
        padding-bottom: 8px;
      }
      .state {
        display: grid;
        gap: 4px;
        padding: 0 16px;
      }
      .says {
        font-size: var(--ls-19);
      }
      .way {
        padding: 14px 0 6px;
      }
      .detail {
        max-width: 60rem;
        color: var(--ls-second);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { name, origin, tone, says, todo, detail, clock } = this.plant;
    const mark = { fine: '✓', look: '▲', act: '■' }[tone];
    return html`<div class="top"><h2>${g('plantOf', name)}</h2></div>
      <div class="state">
        <p class="says ${tone}" role="status">${mark} ${says}</p>
        ${todo === '' ? nothing : html`<p>${todo}</p>`}
        ${detail === '' ? nothing : html`<p class="detail small" lang="en">${detail}</p>`}
        <p class=${clock.wrong ? 'look' : 'small'}>${clock.wrong ? '▲ ' : ''}${g('plantClock')}: ${clock.text}</p>
        <p class="way"><a class="link" href=${`${origin}/gateways`}>${g('openPlant')}</a></p>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plant-contact': LsPlantContact;
  }
}
