import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GatewayChange } from '../../shared/access/gateway-protocol.ts';
import type { GatewayView } from '../../shared/replication/protocol.ts';
import '../components/gateways/ls-gateway-edit.ts';
import type { GatewayEdits } from '../components/gateways/ls-gateway-edit.ts';
import '../components/gateways/ls-gateway-list.ts';
import '../components/gateways/ls-gateway-place.ts';
import '../components/ls-dialog.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { controls } from '../styles/controls.ts';
import { changeOf, givenOn, lineChoices, revokedOf, takePlace } from './gateways-changing.ts';
import { gatewayRows, isHeard, lineNames, needsLook, type AroundGateways } from './gateways-rows.ts';
import { Doing } from './people-doing.ts';
import { peoplePartStyles } from './people-frame.ts';
import { SaidNote } from './said-note.ts';

/** The gateways of a plant as the plant hears them: to be named, bound to lines, replaced, revoked. Emits `changed`. */
@customElement('ls-gateways-plant')
export class LsGatewaysPlant extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) gateways: readonly GatewayView[] = [];
  @property({ attribute: false }) around!: AroundGateways;

  /** The gateway that is looked at, by id. */
  @state() private looked: string | null = null;
  @state() private takesPlace = false;
  @state() private showsRevoked = false;
  /** What was left undone of taking a place. */
  @state() private half = '';

  readonly #doing = new Doing(this);
  readonly #said = new SaidNote(this);

  static override styles = [
    controls,
    formStyles,
    peoplePartStyles,
    css`
      .sum .look {
        color: var(--ls-amber);
        font-weight: 600;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
    `,
  ];

  protected override render() {
    const rows = gatewayRows(this.gateways, this.around);
    const shown = rows.filter(({ revoked }) => this.showsRevoked || !revoked);
    const revoked = rows.filter((row) => row.revoked).length;
    const others = rows.filter((row) => !row.isSelf && !row.revoked);
    const looks = others.filter(needsLook).length;
    return html`<div class="sum">
        <p role="status">
          ${others.length === 0 ? nothing : g('plantSum', others.length)}
          ${others.length === 0 ? nothing : looks > 0 ? html` · <span class="look">▲ ${g('needLook', looks)}</span>` : ` · ${g('allHeard')}`}
        </p>
        ${
          revoked === 0
            ? nothing
            : html`<label class="choice">
                <input
                  type="checkbox"
                  .checked=${this.showsRevoked}
                  @change=${({ target }: Event) => (this.showsRevoked = (target as HTMLInputElement).checked)}
                />
                <span>${g('showRevoked')} (${g('countRevoked', revoked)})</span>
              </label>`
        }
      </div>
      ${others.length === 0 ? this.#nobody() : nothing}
      <ls-gateway-list
        .rows=${shown}
        ?changeable=${this.data.access.may('manage-devices')}
        @gateway-wanted=${(event: CustomEvent<string>) => this.#look(event.detail)}
      ></ls-gateway-list>
      ${this.#dialog()} ${this.#said.note()}`;
  }

  #nobody() {
    return html`<section class="empty">
      <h2>${g('joinedNone')}</h2>
      <p>${g('joinedNoneDo')}</p>
      <p>${g('joinedNoneCode')}</p>
      ${this.data.access.may('manage-devices') ? html`<a href="/devices">${g('toDevices')}</a>` : nothing}
    </section>`;
  }

  #look(id: string): void {
    this.#doing.forget();
    this.half = '';
    this.takesPlace = false;
    this.looked = id;
  }

  #dialog() {
    const gateway = this.gateways.find(({ id }) => id === this.looked);
    return html`<ls-dialog
      ?open=${gateway !== undefined}
      .heading=${gateway?.name ?? ''}
      @closed=${() => (this.looked = null)}
    >
      ${
        gateway
          ? html`<div class="form">
              ${this.half === '' ? this.#doing.note() : html`<p class="note" role="alert">▲ ${this.half}</p>`}
              ${this.takesPlace ? this.#place(gateway) : this.#edit(gateway)}
            </div>`
          : nothing
      }
    </ls-dialog>`;
  }

  #edit(gateway: GatewayView) {
    return html`<ls-gateway-edit
      .gateway=${gateway}
      .choices=${lineChoices(gateway, this.gateways, this.around.lines)}
      ?busy=${this.#doing.busy}
      ?reachable=${this.around.reachable}
      @save-wanted=${({ detail }: CustomEvent<GatewayEdits>) =>
        void this.#set(gateway, changeOf(gateway, detail), g('saved', detail.name))}
      @place-wanted=${() => (this.takesPlace = true)}
      @revoke-wanted=${() => void this.#set(gateway, revokedOf(gateway), g('wasRevoked', gateway.name))}
    ></ls-gateway-edit>`;
  }

  #place(gateway: GatewayView) {
    const { lines, now, reachable } = this.around;
    const words = new Map(gatewayRows(this.gateways, this.around).map((row) => [row.id, row]));
    const formers = this.gateways
      .filter(({ id, self, role }) => id !== gateway.id && !self && role === 'line')
      .map((former) => ({
        id: former.id,
        name: former.name,
        lines: lineNames(givenOn(gateway, former, this.gateways), lines),
        isHeard: !former.revoked && reachable && isHeard(former, now),
        says: [words.get(former.id)?.lines, former.revoked ? g('revoked') : words.get(former.id)?.heard?.text].join(
          ' · ',
        ),
      }));
    return html`<ls-gateway-place
      .name=${gateway.name}
      .formers=${formers}
      ?busy=${this.#doing.busy}
      ?reachable=${reachable}
      @back-wanted=${() => (this.takesPlace = false)}
      @place-chosen=${({ detail }: CustomEvent<string>) => void this.#takePlace(gateway, detail)}
    ></ls-gateway-place>`;
  }

  async #set(gateway: GatewayView, change: GatewayChange, said: string): Promise<void> {
    const { plantGateways, access } = this.data;
    this.half = '';
    const done = await this.#doing.run(access, 'manage-devices', () => plantGateways.change(gateway.id, change));
    this.#changed();
    if (!done) return;
    this.looked = null;
    this.#said.say(said);
  }

  async #takePlace(gateway: GatewayView, formerId: string): Promise<void> {
    const { plantGateways, access } = this.data;
    const former = this.gateways.find(({ id }) => id === formerId);
    if (!former) return;
    this.half = '';
    const take = () => takePlace(plantGateways, gateway, former, this.gateways);
    const done = await this.#doing.run(access, 'manage-devices', take);
    this.#changed();
    if (!done) return;
    if (!done.value.whole) {
      this.half = g('takeOverHalf', gateway.name, former.name);
      return;
    }
    this.looked = null;
    this.#said.say(g('tookOver', gateway.name, former.name));
  }

  #changed(): void {
    this.dispatchEvent(new CustomEvent('changed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateways-plant': LsGatewaysPlant;
  }
}
