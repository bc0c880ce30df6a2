import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { EXPORT_FORMATS, type AuditFormat } from '../../shared/audit/protocol.ts';
import { zoneOffset } from '../../shared/calendar/zone.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import { askedFor, auditSearchOf, EVERYTHING, type AuditChoice } from '../components/audit/choice.ts';
import { AUDIT_GROUPS, isAudited } from '../components/audit/kinds.ts';
import '../components/ls-audit-check.ts';
import type { CheckState } from '../components/ls-audit-check.ts';
import '../components/ls-audit-filter.ts';
import '../components/ls-audit-table.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection, LineData } from '../data/line-data.ts';
import { auditText as a, groupText, whatText } from '../locales/audit.ts';
import { moment } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { AuditAddress } from './audit-address.ts';
import { auditPageStyles } from './audit-page-styles.ts';
import { AuditResults, type AuditFound } from './audit-results.ts';
import { destinationFor } from './explorer-files.ts';
import { FileSaving } from './file-saving.ts';
import { LiveValue } from './live-value.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { plannedValue } from './plan-values.ts';
import { isAtHome } from './reach.ts';
import { sourceHeader, sourceHeaderStyles } from './source-header.ts';

/** Who did what and when, for those who answer for the records. */
@customElement('ls-audit-page')
export class LsAuditPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private check: CheckState = { kind: 'idle' };

  readonly #connection = new LiveValue<Connection>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #lines = new LiveValue<LineReference[]>(this);
  /** For the plant's zone and reasons, which come with any line. */
  readonly #first = new LiveValue<LineData | null>(this);
  readonly #address = new AuditAddress(this, window);
  readonly #results = new AuditResults(this);
  readonly #saving = new FileSaving(this);
  #wasLive = true;

  static override styles = [tokens, controls, pageMessageStyles, sourceHeaderStyles, auditPageStyles];

  /** undefined = not known yet. Whoever sees no line is never told the plant's: the device's has to do. */
  get #zone(): string | undefined {
    const isLineless = this.#connection.value?.synced && this.#lines.value?.length === 0;
    return (
      this.#first.value?.plant.timezone ?? (isLineless ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined)
    );
  }

  protected override willUpdate(): void {
    const { data } = this;
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
    this.#lines.follow([data], () => data.lines);
    const first = this.#lines.value?.[0]?.id;
    if (first !== undefined) this.#first.follow([data, first], () => data.line(first));
    // Days are the plant's: without its zone nobody knows which.
    if (data.access.may('see-audit') && this.#zone !== undefined)
      this.#results.follow(auditSearchOf(this.#address.choice), data.audit, () => this.#search());
    const isLive = isAtHome(this.#connection.value);
    if (isLive && !this.#wasLive && this.#results.failure === 'unreachable') this.#again();
    this.#wasLive = isLive;
  }

  protected override render() {
    const { data } = this;
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const links = [{ href: '/', text: t('allLines') }];
    return html`${sourceHeader({ data, connection, zone: this.#zone ?? 'UTC', title: a('title'), links })}
    ${this.#content()}`;
  }

  #content() {
    const { failure, found } = this.#results;
    if (!this.data.access.may('see-audit') || failure === 'not-allowed')
      return pageMessage(a('notYours'), a('notYoursDo'));
    return html`<main>
      <ls-audit-filter
        .choice=${this.#address.choice}
        .people=${found?.people ?? {}}
        .devices=${found?.devices ?? {}}
        @chosen=${(event: CustomEvent<AuditChoice>) => this.#address.choose(event.detail)}
        @cleared=${() => this.#address.choose(EVERYTHING)}
      ></ls-audit-filter>
      ${found ? this.#found(found) : this.#instead(failure)}
    </main>`;
  }

  #instead(failure: AuditResults['failure']) {
    if (failure === null) return html`<p class="instead" role="status">${a('loading')}</p>`;
    const isAway = failure === 'unreachable';
    return html`<section class="instead" role="status">
      <h2>${a(isAway ? 'unreachable' : 'failed')}</h2>
      ${isAway ? html`<p class="second">${a('unreachableDo')}</p>` : nothing}
      <button @click=${() => this.#again()}>${a('lookAgain')}</button>
    </section>`;
  }

  #found(found: AuditFound) {
    const { failure, busy } = this.#results;
    return html`<div class="bar">
        <p role="status">
          ${failure === null ? nothing : html`<span class="late">▲ ${a(failure === 'unreachable' ? 'unreachable' : 'failed')}</span> · `}
          ${a('moreOf', found.rows.length)} · ${a('newestFirst')}
        </p>
        <p class="printed">${this.#chosen(found.gateway)}</p>
        <div class="buttons">
          <button ?disabled=${busy} @click=${() => this.#again()}>${a('lookAgain')}</button>
          <button
            ?disabled=${this.check.kind === 'checking'}
            aria-label=${a('checkLatest')}
            title=${a('checkLatest')}
            @click=${() => void this.#check()}
          >
            ${a('check')}
          </button>
          ${EXPORT_FORMATS.map(
            (format) =>
              html`<button aria-label=${a('saveAs', a(format))} @click=${() => this.#save(format)}>
                <span class="save">${a('save')} </span>${a(format)}
              </button>`,
          )}
        </div>
        <ls-audit-check .state=${this.check} .zone=${this.#zone ?? 'UTC'}></ls-audit-check>
      </div>
      ${this.#saving.render()} ${found.rows.length === 0 ? this.#empty(found) : this.#table(found)}
      ${
        found.next === null
          ? nothing
          : html`<button class="more" ?disabled=${busy} @click=${() => this.#results.more()}>
              ${a(busy ? 'loading' : found.rows.length === 0 ? 'further' : 'more')}
            </button>`
      }
      <p class="head">${a('reaches', found.head.seq, found.head.hash)}</p>`;
  }

  /** Paper shows no filters. */
  #chosen(gateway: string): string {
    const { period, fromDay, toDay, kind, ...texts } = this.#address.choice;
    const group = AUDIT_GROUPS.find((one) => one === kind);
    const kinds = group ? groupText(group) : isAudited(kind) ? whatText(kind) : '';
    const when = period === 'days' ? `${fromDay} – ${toDay}` : a(period);
    const { user, device, subject, text } = texts;
    const now = moment(this.data.now(), this.#zone ?? 'UTC');
    return [gateway, now, when, kinds, user, device, subject, text].filter((part) => part !== '').join(' · ');
  }

  #empty({ next, searchedTo }: AuditFound) {
    if (next !== null && searchedTo !== null)
      return html`<section class="instead">
        <p role="status">${a('foundTo', moment(searchedTo, this.#zone ?? 'UTC'))}</p>
      </section>`;
    const { period: _, fromDay: _from, toDay: _to, ...rest } = this.#address.choice;
    const isFiltered = Object.values(rest).some((value) => value !== '');
    return html`<section class="instead">
      <h2>${a(isFiltered ? 'noneFound' : 'none')}</h2>
      <p class="second">${a('noneDo')}</p>
    </section>`;
  }

  #table(found: AuditFound) {
    const lines = new Map((this.#lines.value ?? []).map(({ id, name }) => [id, name]));
    const reasons = new Map((this.#first.value?.reasons ?? []).map(({ code, name }) => [code, name]));
    const { people, devices } = found;
    const time = (at: number) => moment(at, this.#zone ?? 'UTC');
    const told = { plan: null, lines, people: new Map(Object.entries(people)), time };
    const planned = (field: string, value: unknown) => plannedValue(field, value, told);
    return html`<ls-audit-table
      .rows=${found.rows}
      .names=${{ people, devices, lines, reasons, planned }}
      .zone=${this.#zone ?? 'UTC'}
      @wanted=${(event: CustomEvent<Partial<AuditChoice>>) =>
        this.#address.choose({ ...this.#address.choice, ...event.detail })}
    ></ls-audit-table>`;
  }

  #search() {
    return askedFor(this.#address.choice, this.#zone ?? 'UTC', this.data.now());
  }

  #again(): void {
    this.#results.again(this.#search());
  }

  #save(format: AuditFormat): void {
    const now = this.data.now();
    const day = new Date(now + zoneOffset(this.#zone ?? 'UTC', now)).toISOString().slice(0, 10);
    const name = `audit-${day}.${format}`;
    const search = this.#search();
    void this.#saving.save(name, destinationFor(name, window), (to, watch) =>
      this.data.audit.save(search, format, to, watch),
    );
  }

  async #check(): Promise<void> {
    this.check = { kind: 'checking' };
    const answer = await this.data.audit.check();
    this.check = answer.ok ? { kind: 'checked', checked: answer.value } : { kind: 'unanswered' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-audit-page': LsAuditPage;
  }
}
