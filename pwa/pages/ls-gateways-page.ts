import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { GatewayView } from '../../shared/replication/protocol.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import { Ticker } from '../components/ticker.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import type { SyncState } from '../data/sync.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { ageNote, insteadOf } from './gateways-frame.ts';
import { LiveValue } from './live-value.ts';
import './ls-gateways-holds.ts';
import './ls-gateways-line.ts';
import './ls-gateways-plant.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { peopleFrameStyles } from './people-frame.ts';
import { PlantHere } from './people-plant.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';
import { Polled } from './source-poll.ts';

const ASK_EACH_MS = 5_000;

/** At a plant, the gateways of its lines; at a line, how it stands with its plant; at both, months that must stay. */
@customElement('ls-gateways-page')
export class LsGatewaysPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #here = new PlantHere(this);
  readonly #lines = new LiveValue<LineReference[]>(this);
  readonly #sync = new LiveValue<SyncState>(this);
  readonly #now = (): number => this.data.now();
  readonly #gateways = new Polled<GatewayView[]>(this, ASK_EACH_MS, this.#now);

  constructor() {
    super();
    // Ages grow while nothing is heard.
    new Ticker(this);
  }

  static override styles = [tokens, controls, formStyles, pageMessageStyles, sourceHeaderStyles, peopleFrameStyles];

  protected override willUpdate(): void {
    const { data } = this;
    this.#here.follow(data);
    this.#lines.follow([data], () => data.lines);
    this.#sync.follow([data], () => data.sync.now);
    this.#gateways.follow('', () => data.plantGateways.list());
  }

  protected override render() {
    const { data } = this;
    const { connection, zone } = this.#here;
    if (!connection) return nothing;
    const links = [
      { href: '/', text: t('allLines') },
      ...(data.access.may('manage-devices') ? [{ href: '/devices', text: g('toDevices') }] : []),
      ...(data.access.may('see-audit') ? [{ href: '/audit', text: g('toAudit') }] : []),
    ];
    return html`${sourceHeader({ data, connection, zone, title: g('title'), links })} ${this.#content(zone)}`;
  }

  #content(zone: string) {
    const { data } = this;
    const { value: gateways, failure } = this.#gateways;
    const self = gateways?.find((gateway) => gateway.self);
    if (!gateways || !self) return pageMessage(...insteadOf(gateways ? 'failed' : failure));
    const lines = new Map((this.#lines.value ?? []).map(({ id, name }) => [id, name]));
    const names = new Map(gateways.map(({ id, name }) => [id, name]));
    const around = { self: self.id, gateways: names, lines, zone };
    return html`<main>
      ${ageNote(this.#gateways, zone, this.#now())}
      ${
        self.role === 'plant'
          ? html`<ls-gateways-plant
              .data=${data}
              .gateways=${gateways}
              .around=${{
                ...{ lines, zone, now: this.#now(), reachable: failure === null },
                version: this.#sync.value?.gateway?.version ?? null,
              }}
              @changed=${() => this.#gateways.askNow()}
            ></ls-gateways-plant>`
          : html`<ls-gateways-line .data=${data} .around=${around}></ls-gateways-line>`
      }
      ${
        data.access.may('see-audit')
          ? html`<ls-gateways-holds .data=${data} .around=${around}></ls-gateways-holds>`
          : nothing
      }
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateways-page': LsGatewaysPage;
  }
}
