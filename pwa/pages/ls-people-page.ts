import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import './ls-people-everybody.ts';
import './ls-people-signed-on.ts';
import './ls-people-unlocking.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { peopleFrame, peopleFrameStyles } from './people-frame.ts';
import { PlantHere } from './people-plant.ts';
import { sourceHeaderStyles } from './source-header.ts';

/** Who may come in, and who is in. For those who only unlock: who was locked out. */
@customElement('ls-people-page')
export class LsPeoplePage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** Query of the address: `?view=sessions` shows who is signed on. */
  @property() search = '';

  readonly #here = new PlantHere(this);

  static override styles = [tokens, controls, pageMessageStyles, sourceHeaderStyles, peopleFrameStyles];

  protected override willUpdate(): void {
    this.#here.follow(this.data);
  }

  protected override render() {
    const { data } = this;
    const here = this.#here;
    const { zone, groups } = here;
    if (!data.access.may('manage-people')) {
      const content = data.access.may('unlock')
        ? html`<ls-people-unlocking .data=${data} .zone=${zone}></ls-people-unlocking>`
        : pageMessage(p('notYours'), p('notYoursDo'));
      return peopleFrame({ data, here, view: null, content });
    }
    if (new URLSearchParams(this.search).get('view') === 'sessions') {
      const content = html`<ls-people-signed-on .data=${data} .zone=${zone}></ls-people-signed-on>`;
      return peopleFrame({ data, here, view: 'sessions', content });
    }
    const content = html`<ls-people-everybody .data=${data} .groups=${groups} .zone=${zone}></ls-people-everybody>`;
    return peopleFrame({ data, here, view: 'people', content });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-page': LsPeoplePage;
  }
}
