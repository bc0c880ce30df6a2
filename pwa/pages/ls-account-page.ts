import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { linesText } from '../components/people/lines.ts';
import { formStyles } from '../styles/form.ts';
import type { PersonHere } from '../data/access.ts';
import type { AppData } from '../data/line-data.ts';
import { moment } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { peopleText as p } from '../locales/people.ts';
import { roleName, roleSentence } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import './ls-account-secret.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { PlantHere } from './people-plant.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';

/** Who one is here, what one may, and one's own password and PIN. */
@customElement('ls-account-page')
export class LsAccountPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #here = new PlantHere(this);

  static override styles = [
    tokens,
    controls,
    formStyles,
    pageMessageStyles,
    sourceHeaderStyles,
    css`
      main:not(.message) {
        display: grid;
        gap: 12px;
        max-width: 40rem;
        margin: 0 auto;
        padding: 12px;
      }
      section {
        display: grid;
        gap: 12px;
        min-width: 0;
        padding: 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        overflow-wrap: anywhere;
      }
      h2 {
        font-size: var(--ls-15);
      }
      .who {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
      }
      .who > div {
        flex: 1 1 12rem;
        min-width: 0;
      }
      .name {
        font-size: var(--ls-30);
        line-height: 1.2;
      }
      .who button {
        min-height: 64px;
        padding: 4px 24px;
      }
      li {
        padding: 4px 0;
      }
    `,
  ];

  protected override willUpdate(): void {
    this.#here.follow(this.data);
  }

  protected override render() {
    const { data } = this;
    const { connection, access, zone } = this.#here;
    if (!connection || !access) return nothing;
    const links = [{ href: '/', text: t('allLines') }];
    const head = sourceHeader({ data, connection, zone, title: p('account'), links });
    if (!access.person) return html`${head} ${pageMessage(p('nobody'), p('nobodyDo'))} ${this.#signOn()}`;
    return html`${head} ${this.#about(access.person, access.reachable)}`;
  }

  #signOn() {
    if (!this.data.access.offers('see')) return nothing;
    return html`<main class="ways">
      <div class="buttons">
        <button class="main" @click=${() => this.data.access.ask()}>${p('signOn')}</button>
      </div>
    </main>`;
  }

  #about(person: PersonHere, reachable: boolean) {
    const { access } = this.data;
    const { zone } = this.#here;
    return html`<main>
      <section>
        <div class="who">
          <div>
            <p class="name">${person.name}</p>
            <p class="second">${p('userId')}: ${person.user}</p>
          </div>
          <button @click=${() => void access.signOff()}>${p('signOff')}</button>
        </div>
        <p class="second">${p('sessionEnds', moment(person.until, zone))}</p>
      </section>
      <section aria-labelledby="may">
        <h2 id="may">${p('rolesAndLines')}</h2>
        <ul>
          ${person.roles.map(
            (role) =>
              html`<li>
                <strong>${roleName(role)}</strong>
                <p class="hint">${roleSentence(role)}</p>
              </li>`,
          )}
        </ul>
        <p>${this.#lines(person)}</p>
      </section>
      ${reachable ? nothing : html`<p class="note" role="status">▲ ${p('secretsUnreachable')}</p>`}
      <ls-account-secret
        kind="password"
        .data=${this.data}
        .user=${person.user}
        ?reachable=${reachable}
      ></ls-account-secret>
      <ls-account-secret
        kind="pin"
        .data=${this.data}
        .user=${person.user}
        ?has=${person.hasPin}
        ?reachable=${reachable}
      ></ls-account-secret>
    </main>`;
  }

  #lines({ lines }: PersonHere): string {
    if (lines === '*') return p('onAllLines');
    return lines.length === 0 ? p('onNoLine') : p('onLines', linesText(lines, this.#here.groups));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-account-page': LsAccountPage;
  }
}
