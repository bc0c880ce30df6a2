import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import './ls-devices-all.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { peopleFrame, peopleFrameStyles } from './people-frame.ts';
import { PlantHere } from './people-plant.ts';
import { sourceHeaderStyles } from './source-header.ts';

/** Which devices are part of the plant. */
@customElement('ls-devices-page')
export class LsDevicesPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #here = new PlantHere(this);

  static override styles = [tokens, controls, pageMessageStyles, sourceHeaderStyles, peopleFrameStyles];

  protected override willUpdate(): void {
    this.#here.follow(this.data);
  }

  protected override render() {
    const { data } = this;
    const here = this.#here;
    if (!data.access.may('manage-devices')) {
      return peopleFrame({ data, here, view: null, content: pageMessage(p('notYours'), p('notYoursDo')) });
    }
    const content = html`<ls-devices-all .data=${data} .groups=${here.groups} .zone=${here.zone}></ls-devices-all>`;
    return peopleFrame({ data, here, view: 'devices', content });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-devices-page': LsDevicesPage;
  }
}
